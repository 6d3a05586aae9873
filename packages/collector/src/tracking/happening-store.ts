// Reads and writes what happens on a view: time spent, events, and who the visitor said to be.
import { type Expression, sql } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'

export interface Engagement {
  siteId: string
  viewId: string
  engagedMs: number
  scrollDepth: number
}

/** The largest of each wins, so that order and repetition do not matter. */
export async function raiseEngagement(trx: Db, given: Engagement): Promise<void> {
  await trx
    .insertInto('engagement')
    .values({
      view_id: given.viewId,
      site_id: given.siteId,
      engaged_ms: given.engagedMs,
      scroll_depth: given.scrollDepth,
    })
    .onConflict((conflict) =>
      conflict
        .column('view_id')
        .doUpdateSet((eb) => ({
          engaged_ms: larger(eb.ref('excluded.engaged_ms'), eb.ref('engagement.engaged_ms')),
          scroll_depth: larger(eb.ref('excluded.scroll_depth'), eb.ref('engagement.scroll_depth')),
        }))
        .whereRef('engagement.site_id', '=', 'excluded.site_id'),
    )
    .execute()
}

const larger = (a: Expression<number>, b: Expression<number>) =>
  sql<number>`case when ${a} > ${b} then ${a} else ${b} end`

export async function insertEvent(trx: Db, event: Tables['event']): Promise<void> {
  await trx
    .insertInto('event')
    .values(event)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export interface Identification {
  siteId: string
  viewId: string
  at: number
  emailHash: string | null
  customId: string | null
}

/** A retried message has another time, so the same words about the same view are looked for first. Answers whether they are new. */
export async function insertIdentification(trx: Db, said: Identification): Promise<boolean> {
  const known = await trx
    .selectFrom('identification')
    .select('at')
    .where('view_id', '=', said.viewId)
    .where('site_id', '=', said.siteId)
    .where('email_hash', said.emailHash === null ? 'is' : '=', said.emailHash)
    .where('custom_id', said.customId === null ? 'is' : '=', said.customId)
    .executeTakeFirst()
  if (known) return false
  await trx
    .insertInto('identification')
    .values({
      site_id: said.siteId,
      view_id: said.viewId,
      at: said.at,
      email_hash: said.emailHash,
      custom_id: said.customId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['view_id', 'at'])
        .doUpdateSet((eb) => ({
          email_hash: eb.fn.coalesce('excluded.email_hash', 'identification.email_hash'),
          custom_id: eb.fn.coalesce('excluded.custom_id', 'identification.custom_id'),
        }))
        .whereRef('identification.site_id', '=', 'excluded.site_id'),
    )
    .execute()
  return true
}
