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

type Row = { id: string; object: string }

/** `all` is newest first; only as many rows are looked at as the page needs. */
export function page<T extends Row>(
  all: readonly T[],
  at: Cursor,
  url: string,
  matches: (row: T) => boolean = () => true,
  /** Where a row is, for tables that know it without a search. */
  find: (id: string) => number | undefined = (id) => all.findIndex((row) => row.id === id),
): ListEnvelope<T> {
  const limit = at.limit ?? 10
  if (at.starting_after !== undefined && at.ending_before !== undefined)
    throw invalid('You may only specify one of these parameters: starting_after, ending_before.')
  if (at.ending_before !== undefined) {
    const newer = take(all, position(all, at.ending_before, find) - 1, -1, limit + 1, matches)
    return { object: 'list', data: newer.slice(0, limit).reverse(), has_more: newer.length > limit, url }
  }
  const start = at.starting_after === undefined ? 0 : position(all, at.starting_after, find) + 1
  const older = take(all, start, 1, limit + 1, matches)
  return { object: 'list', data: older.slice(0, limit), has_more: older.length > limit, url }
}

function take<T>(all: readonly T[], from: number, step: 1 | -1, count: number, matches: (row: T) => boolean): T[] {
  const taken: T[] = []
  for (let at = from; taken.length < count; at += step) {
    const row = all[at]
    if (row === undefined) break
    if (matches(row)) taken.push(row)
  }
  return taken
}

function position<T extends Row>(all: readonly T[], id: string, find: (id: string) => number | undefined): number {
  const at = find(id)
  if (at === undefined || at < 0) throw missing(all[0]?.object ?? 'object', id, undefined, 'starting_after')
  return at
}
