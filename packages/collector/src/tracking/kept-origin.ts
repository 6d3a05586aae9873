// How an origin is kept: as a word, and beside it the click id, which is new with every click and so is no word.
import type { Db } from '../storage/schema.ts'
import { origins, type Said } from '../storage/words.ts'
import type { Origin } from './arrival.ts'

export const wordOf = ({ clickId, clickKind, ...origin }: Origin): Said<'origin'> => ({
  ...origin,
  click_kind: clickKind,
})

export async function originOf(db: Db, no: number, clickId: string | null): Promise<Origin> {
  const { click_kind, ...said } = await origins.saidBy(db, no)
  return { ...said, clickKind: click_kind, clickId }
}
