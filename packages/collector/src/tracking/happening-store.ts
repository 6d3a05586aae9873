// Reads and writes what happens on a view: time spent, events, and who the visitor said to be.
import { type Expression, sql } from 'kysely'
import { hotRows } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'

export interface Engagement {
  siteId: string
  viewId: string
  engagedMs: number
  scrollDepth: number
}

/** The largest of each wins, so that order and repetition do not matter. */
const raised = hotRows(4, (db, rows) =>
  db
    .insertInto('engagement')
    .values(
      rows.map(([view_id, site_id, engaged_ms, scroll_depth]) => ({
        view_id,
        site_id,
        engaged_ms,
        scroll_depth,
      })) as never,
    )
    .onConflict((conflict) =>
      conflict
        .column('view_id')
        .doUpdateSet((eb) => ({
          engaged_ms: larger(eb.ref('excluded.engaged_ms'), eb.ref('engagement.engaged_ms')),
          scroll_depth: larger(eb.ref('excluded.scroll_depth'), eb.ref('engagement.scroll_depth')),
        }))
        .whereRef('engagement.site_id', '=', 'excluded.site_id'),
    ),
)

/** A statement for each site: none may change a row twice (PostgreSQL), and two sites may name the same view. */
export async function raiseEngagements(trx: Db, given: readonly Engagement[]): Promise<void> {
  const bySite = new Map<string, Map<string, Engagement>>()
  for (const one of given) {
    const ofSite = bySite.get(one.siteId) ?? new Map<string, Engagement>()
    bySite.set(one.siteId, ofSite)
    ofSite.set(one.viewId, largest(ofSite.get(one.viewId) ?? one, one))
  }
  for (const [siteId, ofSite] of bySite)
    await raised(
      trx,
      [...ofSite].map(([viewId, { engagedMs, scrollDepth }]) => [viewId, siteId, engagedMs, scrollDepth]),
    )
}

const largest = (a: Engagement, b: Engagement): Engagement => ({
  ...a,
  engagedMs: Math.max(a.engagedMs, b.engagedMs),
  scrollDepth: Math.max(a.scrollDepth, b.scrollDepth),
})

const larger = (a: Expression<number>, b: Expression<number>) =>
  sql<number>`case when ${a} > ${b} then ${a} else ${b} end`

const eventColumns = ['id', 'site_id', 'view_id', 'at', 'name', 'props', 'revenue', 'currency'] as const

const intoEvent = hotRows(eventColumns.length, (db, rows) =>
  db
    .insertInto('event')
    .values(rows.map((row) => Object.fromEntries(row.map((place, at) => [eventColumns[at], place]))) as never)
    .onConflict((conflict) => conflict.column('id').doNothing()),
)

export const insertEvents = (trx: Db, events: readonly Tables['event'][]): Promise<void> =>
  intoEvent(
    trx,
    events.map((event) => eventColumns.map((column) => event[column])),
  )

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
