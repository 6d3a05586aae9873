// One payment whole, and a moment of the live view, made up.
import type { LiveMoment, PaymentDetail, PaymentTouch } from '@farthing/contract'
import { NOW, payments, touch } from './made-up-data.ts'

const DAY = 86_400_000

const credits = (share: number) => ({
  first: share,
  last: share,
  last_non_direct: share,
  linear: share,
  position_based: share,
  time_decay: share,
})

const step = (position: number, days: number, change: Partial<PaymentTouch>): PaymentTouch => ({
  ...touch,
  sessionId: `s_${position}fJq2mVx71LkPz`,
  at: NOW - days * DAY,
  position,
  term: null,
  content: null,
  clickKind: null,
  country: 'FR',
  device: 'desktop',
  browser: 'Firefox',
  os: 'Linux',
  credits: credits(0),
  ...change,
})

const paid = payments[2] ?? payments[0]
if (paid === undefined) throw new Error('there is no made-up payment')

export const paymentDetail: PaymentDetail = {
  payment: { ...paid, fees: [{ currency: 'usd', amount: 456 }] },
  customerId: 'cus_QkMarmalade7Lm',
  subscriptionId: 'sub_1QkLmR2eZvKYlo2C',
  purpose: 'first',
  reportingCurrency: 'eur',
  lookBackDays: 90,
  touches: [
    step(2, 12, { channel: 'Organic Search', source: 'google', medium: 'organic', campaign: null, entryPage: '/blog' }),
    step(1, 4, { clickKind: 'gclid', credits: { ...credits(0), last_non_direct: 9_800 } }),
    step(0, 0.2, { channel: 'Direct', source: null, medium: null, campaign: null, entryPage: '/pricing' }),
  ],
  checkouts: [{ id: 'cs_live_a1B2c3D4e5F6g7H8i9J0', at: paid.paidAt - 90_000, state: 'succeeded' }],
  entries: [
    {
      id: 'ch_3Qk02LmR2eZvKYlo2C:charge',
      kind: 'charge',
      amount: 14_700,
      currency: 'eur',
      at: paid.paidAt,
      reported: { amount: 14_700, currency: 'eur' },
      rateOrigin: 'same',
      lines: [
        { product: 'prod_club', price: 'price_club', description: 'Marmalade club, monthly', amount: 9_800 },
        { product: 'prod_gift', price: 'price_gift', description: 'Gift box', amount: 7_900 },
        { product: null, price: null, description: 'Discount SPRING', amount: -3_000 },
      ],
    },
    {
      id: 're_3Qk02LmR2eZvKYlo2C:refund',
      kind: 'refund',
      amount: -4_900,
      currency: 'eur',
      at: paid.paidAt + 3_600_000,
      reported: { amount: -4_900, currency: 'eur' },
      rateOrigin: 'payment',
      lines: [{ product: 'prod_club', price: 'price_club', description: 'Marmalade club, monthly', amount: -4_900 }],
    },
  ],
  feesReported: { amount: 420, currency: 'eur' },
  evidence: [
    { kind: 'client_reference_id', grade: 1, value: 'v_8fJq2mVx71LkPz', sessionId: 's_1fJq2mVx71LkPz', chosen: true },
    { kind: 'redirect_return', grade: 4, value: 'cs_live_a1B2c3D4e5F6', sessionId: 's_0fJq2mVx71LkPz', chosen: false },
    { kind: 'email_match', grade: 6, value: 'e_5a0c9f', sessionId: null, chosen: false },
  ],
  objects: [
    {
      id: 'cs_live_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6',
      kind: 'checkout_session',
      state: 'succeeded',
      doors: ['webhook', 'return'],
      createdAt: paid.paidAt - 90_000,
    },
    { id: paid.id, kind: 'payment_intent', state: 'succeeded', doors: ['webhook', 'poll'], createdAt: paid.paidAt },
    {
      id: 're_3Qk02LmR2eZvKYlo2C',
      kind: 'refund',
      state: 'succeeded',
      doors: ['poll'],
      createdAt: paid.paidAt + 3_600_000,
    },
  ],
  changes: [
    {
      at: paid.paidAt + 60_000,
      evidence: 'redirect_return',
      grade: 4,
      reason: null,
      sessionId: 's_0fJq2mVx71LkPz',
      touches: 1,
    },
  ],
}

export const liveMoment = (empty: boolean): LiveMoment => ({
  mode: 'live',
  at: NOW,
  visitors: empty ? 0 : 23,
  pages: empty
    ? []
    : [
        { page: '/pricing', visitors: 9 },
        { page: '/', visitors: 8 },
        { page: '/blog/how-to-set-seville-oranges-without-pectin', visitors: 6 },
      ],
  channels: empty
    ? []
    : [
        { channel: 'Paid Search', visitors: 11 },
        { channel: 'Direct', visitors: 8 },
        { channel: 'Email', visitors: 4 },
      ],
  recent: empty ? [] : payments.slice(0, 2),
})
