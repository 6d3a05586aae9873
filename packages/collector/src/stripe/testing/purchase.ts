// A purchase as Stripe tells it, for tests: a visit that ended on a Payment Link, and the events of its payment.
import type { Db } from '../../storage/schema.ts'
import { keepViews, keepVisits } from '../../storage/testing/visits.ts'

export const SITE = 'site_testshop1'
export const VIEW = 'view_0123456789abcdef'
export const VISIT = `s_${VIEW}`

export async function addSite(trx: Db, id = SITE, createdAt = 0): Promise<void> {
  const site = { id, name: 'Shop', hosts: '["shop.example"]', time_zone: 'UTC', currency: 'eur', created_at: createdAt }
  await trx.insertInto('site').values(site).execute()
}

export async function addVisit(
  trx: Db,
  { site = SITE, visit = VISIT, view = VIEW, source = 'newsletter' } = {},
): Promise<void> {
  const none = { term: null, content: null, click_kind: null, click_id: null, referrer: null }
  await keepVisits(trx, [
    {
      ...none,
      id: visit,
      site_id: site,
      visitor_id: `v_of_${visit}`,
      day: '2026-11-01',
      started_at: 1_000,
      last_at: 1_000,
      views: 1,
      entry_page: '/',
      exit_page: '/',
      host: 'shop.example',
      channel: 'Email',
      source,
      medium: 'email',
      campaign: 'autumn',
    },
  ])
  await keepViews(trx, [{ id: view, site_id: site, visit_id: visit, at: 1_000, host: 'shop.example', page: '/' }])
}

let events = 0

export const event = (type: string, object: object, fields: object = {}) => ({
  object: 'event',
  id: `evt_${++events}`,
  api_version: '2025-03-31.basil',
  created: 1_793_000_000,
  livemode: false,
  type,
  data: { object },
  ...fields,
})

const money = { currency: 'eur', created: 1_792_999_990, livemode: false }

export const session = (fields: object = {}) => ({
  object: 'checkout.session',
  id: 'cs_test_a1b2c3d4e5',
  mode: 'payment',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 4900,
  payment_intent: 'pi_1',
  client_reference_id: VIEW,
  metadata: {},
  ...money,
  ...fields,
})

export const intent = (fields: object = {}) => ({
  object: 'payment_intent',
  id: 'pi_1',
  status: 'succeeded',
  amount: 4900,
  amount_received: 4900,
  latest_charge: 'ch_1',
  metadata: {},
  ...money,
  ...fields,
})

export const charge = (fields: object = {}) => ({
  object: 'charge',
  id: 'ch_1',
  status: 'succeeded',
  paid: true,
  captured: true,
  amount: 4900,
  amount_captured: 4900,
  amount_refunded: 0,
  payment_intent: 'pi_1',
  metadata: {},
  ...money,
  ...fields,
})

export const invoice = (fields: object = {}) => ({
  object: 'invoice',
  id: 'in_1',
  status: 'paid',
  amount_paid: 4900,
  payment_intent: 'pi_1',
  subscription: 'sub_1',
  ...money,
  ...fields,
})

export const refund = (fields: object = {}) => ({
  object: 'refund',
  id: 're_1',
  status: 'succeeded',
  amount: 1000,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  ...money,
  ...fields,
})

/** What Stripe sends for one Payment Link paid by card and partly refunded. */
export const purchase = () => [
  event('charge.succeeded', charge()),
  event('payment_intent.succeeded', intent()),
  event('checkout.session.completed', session()),
  event('refund.created', refund()),
  event('charge.refunded', charge({ amount_refunded: 1000 })),
]
