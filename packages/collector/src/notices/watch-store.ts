// Reads what notices watch: when a site was last seen, which campaigns have just brought their first payment, what is turned away.
import type { Mode } from '@farthing/contract'
import { sql } from 'kysely'
import { sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'

/** Stops at the first visit that it finds. */
export async function wasSeenSince(db: Db, siteId: string, { day, at }: { day: string; at: number }): Promise<boolean> {
  const row = await db
    .selectFrom('visit')
    .select('id')
    .where('site_id', '=', siteId)
    .where('day', '>=', day)
    .where('last_at', '>=', at)
    .limit(sql.lit(1))
    .executeTakeFirst()
  return row !== undefined
}

export async function lastSeen(db: Db, siteId: string, day: string): Promise<number | null> {
  const row = await db
    .selectFrom('visit')
    .select(({ fn }) => fn.max('last_at').as('at'))
    .where('site_id', '=', siteId)
    .where('day', '>=', day)
    .executeTakeFirst()
  return row?.at ?? null
}

export async function viewsBetween(db: Db, siteId: string, from: string, to: string): Promise<number> {
  const row = await db
    .selectFrom('visit')
    .select(sumOf('views').as('views'))
    .where('site_id', '=', siteId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirst()
  return row?.views ?? 0
}

export interface Earned {
  campaign: string
  source: string | null
  amount: number
  currency: string
  paidAt: number
}

/** Payments by a campaign since then, oldest first. The first touch is the visit that the evidence leads to. */
export const campaignsPaidSince = (db: Db, siteId: string, mode: Mode, since: number): Promise<Earned[]> =>
  db
    .selectFrom('payment')
    .innerJoin('touch', (join) => join.onRef('touch.payment_id', '=', 'payment.id').on('touch.position', '=', 0))
    .select([
      'touch.campaign',
      'touch.source',
      'payment.gross as amount',
      'payment.currency',
      'payment.paid_at as paidAt',
    ])
    .where('payment.site_id', '=', siteId)
    .where('payment.mode', '=', mode)
    .where('payment.status', 'in', ['paid', 'partially_refunded', 'refunded'])
    .where('payment.paid_at', '>=', since)
    .where('touch.campaign', 'is not', null)
    .orderBy('payment.paid_at')
    .$narrowType<{ campaign: string }>()
    .execute()

export async function hasPaidBefore(
  db: Db,
  siteId: string,
  mode: Mode,
  { campaign, paidAt }: Earned,
): Promise<boolean> {
  const row = await db
    .selectFrom('touch')
    .innerJoin('payment', 'payment.id', 'touch.payment_id')
    .select('payment.id')
    .where('touch.site_id', '=', siteId)
    .where('touch.campaign', '=', campaign)
    .where('payment.mode', '=', mode)
    .where('payment.status', 'in', ['paid', 'partially_refunded', 'refunded'])
    .where('payment.paid_at', '<', paidAt)
    .limit(sql.lit(1))
    .executeTakeFirst()
  return row !== undefined
}

/** What the site's own webhook turned away since then. */
export const turnedAwaySince = (db: Db, siteId: string, since: number) =>
  db
    .selectFrom('tally')
    .select(['reason', 'count', 'last_at'])
    .where('kind', '=', 'webhook')
    .where('subject', '=', siteId)
    .where('reason', '!=', 'not_believed')
    .where('last_at', '>=', since)
    .execute()

export async function lastTaken(db: Db, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('delivery')
    .select(({ fn }) => fn.max('received_at').as('at'))
    .where('connection', '=', siteId)
    .where('door', '=', 'webhook')
    .executeTakeFirst()
  return row?.at ?? 0
}
