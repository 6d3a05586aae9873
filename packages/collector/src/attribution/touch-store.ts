// Reads and writes the touches of a payment, newest first.
import type { Selectable } from 'kysely'
import { hotInsert } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { Visit } from './visit-store.ts'

export type Touch = Selectable<Tables['touch']>

export const touchesOf = (db: Db, paymentId: string): Promise<Touch[]> =>
  db.selectFrom('touch').selectAll().where('payment_id', '=', paymentId).orderBy('position').execute()

export const asVisit = ({ visit_id, visit_no, at, ...touch }: Touch): Visit => ({
  ...pickVisit(touch),
  id: visit_id,
  no: visit_no,
  started_at: at,
  visitor_id: null,
})

/** Column by column, so that the same touch is the same bytes whatever it was read from. */
const pickVisit = (of: Omit<Touch, 'visit_id' | 'visit_no' | 'at' | 'payment_id' | 'position'>) => ({
  site_id: of.site_id,
  channel: of.channel,
  source: of.source,
  medium: of.medium,
  campaign: of.campaign,
  entry_page: of.entry_page,
  host: of.host,
  term: of.term,
  content: of.content,
  click_kind: of.click_kind,
  click_id: of.click_id,
  country: of.country,
  region: of.region,
  city: of.city,
  browser: of.browser,
  os: of.os,
  device: of.device,
  language: of.language,
  sides: of.sides,
})

export const asTouch = (paymentId: string, position: number, visit: Visit): Touch => ({
  ...pickVisit(visit),
  payment_id: paymentId,
  position,
  visit_id: visit.id,
  visit_no: visit.no,
  at: visit.started_at,
})

const intoTouch = hotInsert('touch')

export async function replaceTouches(trx: Db, paymentId: string, touches: readonly Touch[]): Promise<void> {
  await trx.deleteFrom('touch').where('payment_id', '=', paymentId).execute()
  await intoTouch(trx, touches)
}

type Change = Omit<Tables['attribution_change'], 'number'>

/** What it was until now; the changes of a payment are numbered. */
export async function traceChange(trx: Db, change: Change): Promise<void> {
  const last = await trx
    .selectFrom('attribution_change')
    .select('number')
    .where('payment_id', '=', change.payment_id)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  await trx
    .insertInto('attribution_change')
    .values({ ...change, number: (last?.number ?? 0) + 1 })
    .execute()
}
