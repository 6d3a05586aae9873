// Reads and writes what happens on a view: time spent, events, and who the visitor said to be.
import { type Expression, sql } from 'kysely'
import { hotLookUp, hotRows } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'

export interface Engagement {
  siteId: string
  viewId: string
  engagedMs: number
  scrollDepth: number
  /** When it came, if its view had not. */
  waitingSince: number | null
}

/** The largest of each wins, so that order and repetition do not matter. */
const raised = hotRows(5, (db, rows) =>
  db
    .insertInto('engagement')
    .values(
      rows.map(([view_id, site_id, engaged_ms, scroll_depth, waiting_since]) => ({
        view_id,
        site_id,
        engaged_ms,
        scroll_depth,
        waiting_since,
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
      [...ofSite].map(([viewId, { engagedMs, scrollDepth, waitingSince }]) => [
        viewId,
        siteId,
        engagedMs,
        scrollDepth,
        waitingSince,
      ]),
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

const saidOn = hotLookUp<{ site_id: string; view_id: string; email_hash: string | null; custom_id: string | null }>(
  (db, _fixed, viewIds) =>
    db
      .selectFrom('identification')
      .select(['site_id', 'view_id', 'email_hash', 'custom_id'])
      .where('view_id', 'in', viewIds),
)

const identificationColumns = ['site_id', 'view_id', 'at', 'email_hash', 'custom_id'] as const

const intoIdentification = hotRows(identificationColumns.length, (db, rows) =>
  db
    .insertInto('identification')
    .values(rows.map((row) => Object.fromEntries(row.map((place, at) => [identificationColumns[at], place]))) as never)
    .onConflict((conflict) =>
      conflict
        .columns(['view_id', 'at'])
        .doUpdateSet((eb) => ({
          email_hash: eb.fn.coalesce('excluded.email_hash', 'identification.email_hash'),
          custom_id: eb.fn.coalesce('excluded.custom_id', 'identification.custom_id'),
        }))
        .whereRef('identification.site_id', '=', 'excluded.site_id'),
    ),
)

/** A retried message has another time, so the same words about the same view are looked for first. Answers which are new. */
export async function insertIdentifications(trx: Db, given: readonly Identification[]): Promise<boolean[]> {
  const rows = await saidOn(trx, [...new Set(given.map(({ viewId }) => viewId))])
  const said = new Set(rows.map((row) => wordsOf(row.site_id, row.view_id, row.email_hash, row.custom_id)))
  const bySite = new Map<string, Map<string, Identification>>()
  const isNew = given.map((one) => {
    const words = wordsOf(one.siteId, one.viewId, one.emailHash, one.customId)
    if (said.has(words)) return false
    said.add(words)
    const ofSite = bySite.get(one.siteId) ?? new Map<string, Identification>()
    bySite.set(one.siteId, ofSite)
    const moment = `${one.viewId} ${one.at}`
    ofSite.set(moment, together(ofSite.get(moment), one))
    return true
  })
  // A statement for each site, as for the time that was spent.
  for (const [siteId, ofSite] of bySite)
    await intoIdentification(
      trx,
      [...ofSite.values()].map(({ viewId, at, emailHash, customId }) => [siteId, viewId, at, emailHash, customId]),
    )
  return isNew
}

const wordsOf = (...words: (string | null)[]): string => JSON.stringify(words)

const together = (earlier: Identification | undefined, later: Identification): Identification => ({
  ...later,
  emailHash: later.emailHash ?? earlier?.emailHash ?? null,
  customId: later.customId ?? earlier?.customId ?? null,
})
