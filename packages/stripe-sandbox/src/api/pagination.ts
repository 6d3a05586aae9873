// One page of a list, newest first, by Stripe's cursors. Pure.
import { z } from 'zod'
import { integer, text } from '../params/form.ts'
import type { ListEnvelope } from '../render/list.ts'
import { invalid, missing } from '../stripe-error.ts'

export const pageParams = {
  limit: integer.refine((value) => value >= 1 && value <= 100, 'must be between 1 and 100').optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
}

const cursor = z.object(pageParams)
export type Cursor = z.infer<typeof cursor>

/** `all` is newest first. */
export function page<T extends { id: string; object: string }>(
  all: readonly T[],
  at: Cursor,
  url: string,
): ListEnvelope<T> {
  const limit = at.limit ?? 10
  if (at.starting_after !== undefined && at.ending_before !== undefined)
    throw invalid('You may only specify one of these parameters: starting_after, ending_before.')
  if (at.ending_before !== undefined) {
    const end = position(all, at.ending_before)
    const start = Math.max(0, end - limit)
    return { object: 'list', data: all.slice(start, end), has_more: start > 0, url }
  }
  const start = at.starting_after === undefined ? 0 : position(all, at.starting_after) + 1
  return { object: 'list', data: all.slice(start, start + limit), has_more: all.length > start + limit, url }
}

function position<T extends { id: string; object: string }>(all: readonly T[], id: string): number {
  const at = all.findIndex((one) => one.id === id)
  if (at < 0) throw missing(all[0]?.object ?? 'object', id, undefined, 'starting_after')
  return at
}
