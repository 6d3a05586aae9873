// By what visits and money are told apart and chosen, and how a query writes that down.
import { z } from 'zod'

/** Each is a report of its own, and may be filtered by. */
export const breakdownSchema = z.enum([
  'channels',
  'sources',
  'mediums',
  'campaigns',
  'terms',
  'contents',
  'click-ids',
  'referrers',
  'hosts',
  'pages',
  'entry-pages',
  'exit-pages',
  'countries',
  'regions',
  'cities',
  'browsers',
  'systems',
  'devices',
  'languages',
  'currencies',
  'purposes',
])
export type Breakdown = z.infer<typeof breakdownSchema>

export const filterOperatorSchema = z.enum(['is', 'is_not', 'contains', 'contains_not'])
export type FilterOperator = z.infer<typeof filterOperatorSchema>

export interface Filter {
  dimension: Breakdown
  operator: FilterOperator
  /** One of them is enough. Null: none, as in "no campaign". */
  values: Array<string | null>
}

const howToFilter =
  'a filter looks like channels:is:Email|Direct: a dimension, is, is_not, contains or contains_not, and values with %-escapes'

/** `dimension:operator:value|value`, each value as `encodeURIComponent` writes it; an empty one is "none". */
export const filterSchema = z.string().transform((text, context): Filter => {
  const [dimension, operator, values, ...rest] = text.split(':')
  const parsed = z
    .object({ dimension: breakdownSchema, operator: filterOperatorSchema })
    .safeParse({ dimension, operator })
  const decoded = values === undefined ? null : decodeAll(values.split('|'))
  if (parsed.success && decoded && rest.length === 0)
    return { ...parsed.data, values: decoded.map((value) => (value === '' ? null : value)) }
  context.addIssue({ code: 'custom', message: howToFilter })
  return z.NEVER
})

export const writeFilter = ({ dimension, operator, values }: Filter): string =>
  `${dimension}:${operator}:${values.map((value) => encodeURIComponent(value ?? '')).join('|')}`

/** What a visit does to convert. */
export type Goal = { kind: 'payment' } | { kind: 'event'; name: string } | { kind: 'page'; page: string }

/** `payment`, `event:Name` or `page:/path`. */
export const goalSchema = z.string().transform((text, context): Goal => {
  const [, kind, value] = /^(payment|event|page)(?::(.+))?$/s.exec(text) ?? []
  if (kind === 'payment' && value === undefined) return { kind }
  if (kind === 'event' && value !== undefined) return { kind, name: value }
  if (kind === 'page' && value !== undefined) return { kind, page: value }
  context.addIssue({ code: 'custom', message: 'a goal is payment, event:Name or page:/path' })
  return z.NEVER
})

export const writeGoal = (goal: Goal): string =>
  goal.kind === 'payment' ? 'payment' : goal.kind === 'event' ? `event:${goal.name}` : `page:${goal.page}`

function decodeAll(values: string[]): string[] | null {
  try {
    return values.map(decodeURIComponent)
  } catch {
    return null
  }
}
