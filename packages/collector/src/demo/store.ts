// Reads and writes which site is the demo's, and takes everything away that is of such a site.
import { sql } from 'kysely'
import { dropVisits, visitsBefore } from '../privacy/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import type { Taken } from './taken.ts'

/** What was made, as the command reports it. `filling`: it was not finished, so it is made again. */
export interface Demo {
  siteId: string
  state: 'filling' | 'full'
  seed: number
  visits: number
  views: number
  taken: Taken
}

const KEY = 'demo'

export async function findDemo(db: Db): Promise<Demo | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? (JSON.parse(row.value) as Demo) : null
}

export async function keepDemo(trx: Db, demo: Demo): Promise<void> {
  const value = JSON.stringify(demo)
  await trx
    .insertInto('setting')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

const VISITS_AT_ONCE = 200
const NO_DAY_IS_LATER = '9999-12-31'

/** Only a demo's: its facts are of an account that nobody else shares. The number that stood for the site is never given again. */
export async function removeDemo(storage: Storage, { siteId }: Pick<Demo, 'siteId'>): Promise<void> {
  for (let left = true; left; )
    left = await storage.write(async (trx) => {
      await takeTurn(trx, 'views')
      const visits = await visitsBefore(trx, siteId, NO_DAY_IS_LATER, VISITS_AT_ONCE)
      if (visits.length > 0) await dropVisits(trx, visits)
      return visits.length > 0
    })
  await storage.write(async (trx) => {
    await takeTurn(trx, 'views')
    await takeTurn(trx, 'ledger')
    await removeMeasured(trx, siteId)
    await removeMoney(trx, siteId)
    await removeSite(trx, siteId)
  })
}

async function removeMeasured(trx: Db, siteId: string): Promise<void> {
  const number = trx.selectFrom('tracked_site').select('no').where('id', '=', siteId)
  for (const table of ['page', 'origin', 'browser', 'summary', 'summary_day'] as const)
    await trx.deleteFrom(table).where('site', 'in', number).execute()
  for (const table of ['engagement', 'event', 'identification', 'person', 'person_name', 'salt', 'ignored'] as const)
    await trx.deleteFrom(table).where('site_id', '=', siteId).execute()
  for (const table of ['imported_day', 'imported_file', 'ad_cost'] as const)
    await trx.deleteFrom(table).where('site_id', '=', siteId).execute()
}

/** A site without a key of its own is its own account (stripe/account.ts). */
async function removeMoney(trx: Db, siteId: string): Promise<void> {
  const payments = trx.selectFrom('payment').select('id').where('account', '=', siteId)
  for (const table of ['credit', 'entry', 'entry_line', 'evidence', 'touch'] as const)
    await trx.deleteFrom(table).where('payment_id', 'in', payments).execute()
  for (const table of ['attribution_change', 'frozen_rate'] as const)
    await trx.deleteFrom(table).where('payment_id', 'in', payments).execute()
  for (const table of ['payment_alias', 'payment', 'question', 'fact', 'fact_link', 'replay'] as const)
    await trx.deleteFrom(table).where('account', '=', siteId).execute()
  await trx.deleteFrom('subscription_movement').where('account', '=', siteId).execute()
  for (const table of ['delivery', 'poll', 'backfill', 'watched', 'healed', 'connection_account'] as const)
    await trx.deleteFrom(table).where('connection', '=', siteId).execute()
  for (const table of ['checkout_return', 'connected_customer', 'connection'] as const)
    await trx.deleteFrom(table).where('site_id', '=', siteId).execute()
  await trx
    .deleteFrom('attribution_due')
    .where(sql<boolean>`subject = ${siteId} or subject like ${`${siteId}:%`}`)
    .execute()
  await trx.deleteFrom('tally').where('subject', '=', siteId).execute()
}

async function removeSite(trx: Db, siteId: string): Promise<void> {
  const links = trx.selectFrom('share_link').select('id').where('site_id', '=', siteId)
  await trx.deleteFrom('guest').where('share_link_id', 'in', links).execute()
  for (const table of ['share_link', 'membership', 'invitation', 'audit', 'token', 'identity_secret'] as const)
    await trx.deleteFrom(table).where('site_id', '=', siteId).execute()
  await trx
    .deleteFrom('setting')
    .where(sql<boolean>`key = ${KEY} or key like ${`% ${siteId}`}`)
    .execute()
  await trx.deleteFrom('site').where('id', '=', siteId).where('is_demo', '=', 1).execute()
}
