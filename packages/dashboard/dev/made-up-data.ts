// Answers for looking at the dashboard without a collector: typed by the contract, the same at every run.
import type { IgnoredMessages, PaymentRow, PendingReturn, Site } from '@farthing/contract'

/** A noon, so that "today" is the same day in every time zone of the pictures. */
export const NOW = Date.parse('2026-11-20T12:00:00Z')
const DAY = 86_400_000

export const shop: Site = {
  id: 'site_marmalade1',
  name: 'Marmalade & Sons',
  hosts: ['marmalade.example', 'www.marmalade.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: NOW - 200 * DAY,
  role: 'owner',
  amounts: 'shown',
  ignoredAddresses: ['203.0.113.7'],
  ignoredPaths: ['/preview/*'],
  metadataKeys: { order_ref: 'viewId', account: 'customId' },
  datacentreTraffic: 'ignored',
  defaultMode: 'live',
  hasViews: true,
  hasPayments: true,
}
export const ignored: IgnoredMessages = {
  total: 1_204,
  sentence: '1,204 messages ignored: 900 from bots, 304 from a host that is not listed.',
  reasons: [
    { reason: 'bot', count: 900 },
    { reason: 'unknown_host', count: 304 },
  ],
  days: [{ day: '2026-11-20', total: 1_204 }],
  other: { views: 0, visits: 0 },
}
export const course: Site = { ...shop, id: 'site_typecourse', name: 'Type Course', hosts: ['typecourse.example'] }
export const newcomer: Site = {
  ...shop,
  id: 'site_newcomer1',
  name: 'shop.example',
  hosts: ['shop.example'],
  defaultMode: 'test',
  hasViews: false,
  hasPayments: false,
}

export const touch = {
  sessionId: 's_8fJq2mVx71LkPz',
  at: NOW - 3 * DAY,
  channel: 'Paid Search',
  source: 'google',
  medium: 'cpc',
  campaign: 'autumn-preserves',
  entryPage: '/pricing',
}

function payment(index: number, change: Partial<PaymentRow>): PaymentRow {
  return {
    id: `pi_3Qk${String(index).padStart(2, '0')}LmR2eZvKYlo2C`,
    mode: 'live',
    status: 'paid',
    currency: 'eur',
    gross: 4_900,
    refunds: 0,
    net: 4_900,
    outside: 0,
    fees: [],
    paidAt: NOW - index * 2.7 * 3_600_000 - 240_000,
    description: 'Marmalade club, monthly',
    attribution: { kind: 'attributed', evidence: 'client_reference_id', grade: 1, touch },
    ...change,
  }
}

const direct = { ...touch, channel: 'Direct', source: null, medium: null, campaign: null, entryPage: '/' }
const letter = { ...touch, channel: 'Email', source: 'newsletter', medium: 'email', campaign: 'november-letter' }

export const payments: PaymentRow[] = [
  payment(0, {}),
  payment(1, { attribution: { kind: 'attributed', evidence: 'checkout_metadata', grade: 1, touch: letter } }),
  payment(2, {
    status: 'partially_refunded',
    gross: 14_700,
    refunds: -4_900,
    net: 9_800,
    attribution: { kind: 'attributed', evidence: 'subscription_first_bind', grade: 2, touch: direct },
  }),
  payment(3, { currency: 'jpy', gross: 5_800, net: 5_800, description: null }),
  payment(4, { attribution: { kind: 'unattributed', reason: 'no_id_on_payment' } }),
  payment(5, { status: 'refunded', refunds: -4_900, net: 0 }),
  payment(6, { attribution: { kind: 'attributed', evidence: 'redirect_return', grade: 4, touch: direct } }),
  payment(7, {
    currency: 'usd',
    gross: 1_234_550,
    net: 1_234_550,
    attribution: { kind: 'attributed', evidence: 'email_match', grade: 6, touch: letter },
  }),
  payment(8, { status: 'failed', gross: 4_900, net: 0, attribution: { kind: 'unattributed', reason: 'id_unknown' } }),
]

export const pending: PendingReturn[] = [
  {
    checkoutSessionId: 'cs_test_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6a7B8c9',
    mode: 'test',
    reportedAt: NOW - 42_000,
    state: 'pending',
    reason: 'Stripe has not confirmed yet: it could not be reached.',
    nextAttemptAt: NOW + 8_000,
  },
  {
    checkoutSessionId: 'cs_test_b1B2c3D4e5F6g7H8i9J0',
    mode: 'test',
    reportedAt: NOW - 3_600_000,
    state: 'refused',
    reason: 'Stripe does not know this Checkout Session.',
    nextAttemptAt: null,
  },
]
