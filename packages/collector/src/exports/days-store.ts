// Reads what is kept by day, some days at a time, and the few things that are kept whole.
import { countRows } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { type DayOf, type Days, inTurn } from './pieces.ts'

export const daysImported = (db: Db, siteId: string): Promise<DayOf[]> =>
  db
    .selectFrom('imported_day')
    .select(['dimension as kind', 'day', countRows.as('rows')])
    .where('site_id', '=', siteId)
    .groupBy(['dimension', 'day'])
    .execute()

export async function importedIn(db: Db, siteId: string, { kind, from, to }: Days) {
  const rows = await db
    .selectFrom('imported_day')
    .select(['dimension', 'day', 'name', 'visitors', 'visits', 'views'])
    .where('site_id', '=', siteId)
    .where('dimension', '=', kind)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  return rows.sort((a, b) => inTurn(a.day, b.day) || inTurn(a.name, b.name))
}

export async function daysOfCosts(db: Db, siteId: string): Promise<DayOf[]> {
  const days = await db
    .selectFrom('ad_cost')
    .select(['day', countRows.as('rows')])
    .where('site_id', '=', siteId)
    .groupBy('day')
    .execute()
  return days.map((one) => ({ ...one, kind: '' }))
}

export async function costsIn(db: Db, siteId: string, { from, to }: Days) {
  const rows = await db
    .selectFrom('ad_cost')
    .select(['day', 'source', 'medium', 'campaign', 'cost', 'currency', 'clicks', 'impressions'])
    .where('site_id', '=', siteId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  return rows.sort(
    (a, b) =>
      inTurn(a.day, b.day) ||
      inTurn(a.source, b.source) ||
      inTurn(a.medium, b.medium) ||
      inTurn(a.campaign, b.campaign) ||
      inTurn(a.currency, b.currency),
  )
}

type Mode = 'live' | 'test'

export async function daysOfMovements(db: Db, siteId: string, mode: Mode): Promise<DayOf[]> {
  const days = await db
    .selectFrom('subscription_movement')
    .select(['day', countRows.as('rows')])
    .where('site_id', '=', siteId)
    .where('mode', '=', mode)
    .groupBy('day')
    .execute()
  return days.flatMap(({ day, rows }) => (day === null ? [] : [{ kind: mode, day, rows }]))
}

export async function movementsIn(db: Db, siteId: string, mode: Mode, { from, to }: Days) {
  const rows = await db
    .selectFrom('subscription_movement as movement')
    .leftJoin('payment', 'payment.id', 'movement.payment_id')
    .select(['movement.subscription_id as subscriptionId', 'movement.position as movement'])
    .select(['movement.mode', 'movement.kind', 'movement.at', 'movement.day', 'movement.currency'])
    .select(['movement.mrr_before as mrrBefore', 'movement.mrr_after as mrrAfter'])
    .select('payment.stripe_id as paymentId')
    .where('movement.site_id', '=', siteId)
    .where('movement.mode', '=', mode)
    .where('movement.day', '>=', from)
    .where('movement.day', '<=', to)
    .execute()
  return rows.sort((a, b) => a.at - b.at || inTurn(a.subscriptionId, b.subscriptionId) || a.movement - b.movement)
}

/** A few a day, one for each reason. */
export async function ignoredOf(db: Db, siteId: string) {
  const rows = await db.selectFrom('ignored').select(['day', 'reason', 'count']).where('site_id', '=', siteId).execute()
  return rows.sort((a, b) => inTurn(a.day, b.day) || inTurn(a.reason, b.reason))
}

export async function splitTestsOf(db: Db, siteId: string) {
  const rows = await db
    .selectFrom('split_test')
    .select(['name', 'goal', 'sides', 'state'])
    .select(['created_at as createdAt', 'started_at as startedAt', 'ended_at as endedAt'])
    .where('site_id', '=', siteId)
    .execute()
  return rows.sort((a, b) => inTurn(a.name, b.name))
}
