// A small world of visits and payments that tests make up, put into the tables, and count by hand.
import type { Mode, PaymentStatus } from '@farthing/contract'
import fc from 'fast-check'
import type { Insertable } from 'kysely'
import type { SiteRecord } from '../../sites/site.ts'
import { dayOf } from '../../sites/site.ts'
import { insertSite } from '../../sites/store.ts'
import type { Storage } from '../../storage/open.ts'
import type { Tables } from '../../storage/schema.ts'

export const site: SiteRecord = {
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts: ['shop.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: 0,
}

/** Around the end of March 2026, when the clocks go forward. */
const anInstant = fc.integer({
  min: Date.parse('2026-03-27T00:00:00Z'),
  max: Date.parse('2026-04-01T00:00:00Z'),
})
const aChannel = fc.constantFrom<{ channel: string; source: string | null; campaign: string | null }>(
  { channel: 'Direct', source: null, campaign: null },
  { channel: 'Email', source: 'news', campaign: 'spring' },
  { channel: 'Paid Search', source: 'Google', campaign: 'spring' },
  { channel: 'Organic Search', source: 'Google', campaign: null },
  { channel: 'Unassigned', source: null, campaign: 'autumn' },
)

const aBrowser = fc.record({
  country: fc.constantFrom<string | null>('FR', 'DE', null),
  browser: fc.constantFrom<string | null>('Firefox', 'Safari'),
  os: fc.constantFrom<string | null>('macOS', 'Windows', null),
  device: fc.constantFrom<string | null>('Desktop', 'Mobile'),
  language: fc.constantFrom<string | null>('fr', null),
})

const aVisit = fc.record({
  siteId: fc.constantFrom(site.id, site.id, site.id, 'site_another1'),
  visitor: fc.integer({ min: 1, max: 4 }),
  at: anInstant,
  views: fc.integer({ min: 1, max: 9 }),
  page: fc.constantFrom<string>('/', '/a', '/b'),
  from: aChannel,
  by: aBrowser,
})
export type MadeVisit = typeof aVisit extends fc.Arbitrary<infer Visit> ? Visit : never

const aPayment = fc.record({
  siteId: fc.constantFrom<string | null>(site.id, site.id, site.id, 'site_another1', null),
  mode: fc.constantFrom<Mode>('live', 'live', 'test'),
  status: fc.constantFrom<PaymentStatus>('paid', 'paid', 'partially_refunded', 'refunded', 'pending', 'failed'),
  currency: fc.constantFrom<string>('eur', 'usd', 'jpy'),
  at: anInstant,
  amount: fc.integer({ min: 1, max: 100_000 }),
  fromBalance: fc.constantFrom<number>(0, 0, 500),
  takenBack: fc.array(
    fc.record({
      kind: fc.constantFrom('refund' as const, 'credit_note' as const, 'dispute' as const, 'reversal' as const),
      amount: fc.integer({ min: 1, max: 5_000 }),
      later: fc.integer({ min: 0, max: 3 * 86_400_000 }),
    }),
    { maxLength: 3 },
  ),
  /** Index of a visit; null: nobody knows. */
  visit: fc.option(fc.nat({ max: 30 }), { freq: 3 }),
})
export type MadePayment = typeof aPayment extends fc.Arbitrary<infer Payment> ? Payment : never

export interface World {
  visits: MadeVisit[]
  payments: MadePayment[]
}

export const aWorld: fc.Arbitrary<World> = fc.record({
  visits: fc.array(aVisit, { maxLength: 15 }),
  payments: fc.array(aPayment, { maxLength: 12 }),
})

export const dayIn = (at: number) => dayOf(at, site.timeZone)

/** One visitor is another on each day, as the salts have it. */
export const visitorIdOf = (visit: MadeVisit) => `v_${visit.siteId}_${visit.visitor}_${dayIn(visit.at)}`

export const touchedVisit = ({ visits }: World, { visit }: MadePayment): { visit: MadeVisit; id: string } | null => {
  const made = visit === null ? undefined : visits[visit]
  return made ? { visit: made, id: `s_${visit}` } : null
}

export type EntryKind = Tables['entry']['kind']

export const entriesOf = (payment: MadePayment): { kind: EntryKind; amount: number; at: number }[] => [
  ...(payment.status === 'failed' ? [] : [{ kind: 'charge' as const, amount: payment.amount, at: payment.at }]),
  ...(payment.fromBalance > 0
    ? [{ kind: 'balance_applied' as const, amount: payment.fromBalance, at: payment.at }]
    : []),
  ...payment.takenBack.map(({ kind, amount, later }) => ({ kind, amount: -amount, at: payment.at + later })),
]

export async function putSite(storage: Storage): Promise<void> {
  await storage.write((trx) => insertSite(trx, site))
}

/** In place of what was there. */
export async function putWorld(storage: Storage, world: World): Promise<void> {
  const visits = world.visits.map(toVisitRow)
  const payments = world.payments.map(toPaymentRow)
  const entries = world.payments.flatMap(toEntryRows)
  const touches = world.payments.flatMap((payment, index) => toTouchRows(world, payment, index))
  await storage.write(async (trx) => {
    for (const table of ['visit', 'payment', 'entry', 'touch', 'checkout_return'] as const)
      await trx.deleteFrom(table).execute()
    if (visits.length > 0) await trx.insertInto('visit').values(visits).execute()
    if (payments.length > 0) await trx.insertInto('payment').values(payments).execute()
    if (entries.length > 0) await trx.insertInto('entry').values(entries).execute()
    if (touches.length > 0) await trx.insertInto('touch').values(touches).execute()
  })
}

const toVisitRow = (visit: MadeVisit, index: number): Insertable<Tables['visit']> => ({
  id: `s_${index}`,
  site_id: visit.siteId,
  visitor_id: visitorIdOf(visit),
  day: dayIn(visit.at),
  started_at: visit.at,
  last_at: visit.at,
  views: visit.views,
  entry_page: visit.page,
  exit_page: '/',
  host: 'shop.example',
  referrer: null,
  medium: null,
  term: null,
  content: null,
  click_kind: null,
  click_id: null,
  ...visit.from,
  ...visit.by,
})

const toPaymentRow = (payment: MadePayment, index: number) => ({
  id: `pi_${index}`,
  account: 'environment',
  stripe_id: `pi_${index}`,
  mode: payment.mode,
  site_id: payment.siteId,
  status: payment.status,
  currency: payment.currency,
  gross: payment.amount,
  refunds: 0,
  net: payment.amount,
  paid_at: payment.at,
})

const toEntryRows = (payment: MadePayment, index: number): Insertable<Tables['entry']>[] =>
  entriesOf(payment).map(({ kind, amount, at }, number) => ({
    id: `${kind}:pi_${index}:${number}`,
    payment_id: `pi_${index}`,
    mode: payment.mode,
    site_id: payment.siteId,
    kind,
    amount,
    currency: payment.currency,
    at,
    day: payment.siteId && dayIn(at),
  }))

/** With a second touch, which no report may count again. */
function toTouchRows(world: World, payment: MadePayment, index: number): Insertable<Tables['touch']>[] {
  const touched = touchedVisit(world, payment)
  if (!touched) return []
  const { channel, source, campaign } = touched.visit.from
  const touch = {
    payment_id: `pi_${index}`,
    position: 0,
    visit_id: touched.id,
    site_id: site.id,
    at: touched.visit.at,
    channel,
    source,
    medium: null,
    campaign,
    entry_page: touched.visit.page,
  }
  return [touch, { ...touch, position: 1, visit_id: 's_other', channel: 'Display' }]
}
