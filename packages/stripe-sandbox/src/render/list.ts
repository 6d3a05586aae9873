// Stripe's list envelope. Pure.

export interface ListEnvelope<T> {
  object: 'list'
  data: T[]
  has_more: boolean
  url: string
}

/** A sub-list shows its first ten and says whether there are more. */
export const subList = <T>(all: T[], url: string, limit = 10): ListEnvelope<T> => ({
  object: 'list',
  data: all.slice(0, limit),
  has_more: all.length > limit,
  url,
})
