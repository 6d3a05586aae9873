// Answers as they look, for the document: made up, of one small shop.

const range = { from: '2026-03-01', to: '2026-03-31', timeZone: 'Europe/Paris', mode: 'live' }
const revenue = [{ currency: 'eur', gross: 49_000, refunds: -4_900, net: 44_100, payments: 10 }]
const reported = {
  gross: 49_000,
  refunds: -4_900,
  net: 44_100,
  unconverted: 0,
  fees: 1_490,
  feesOf: 10,
  feesUnconverted: 0,
  perVisitor: 110.25,
  perPayment: 4_900,
}
const figures = {
  visitors: 400,
  visits: 462,
  views: 1_310,
  bounces: 190,
  durationMs: 41_580_000,
  payments: 10,
  conversions: 10,
  conversion: 0.0216,
  revenue,
  reported,
}
const client = [{ currency: 'eur', events: 9, amount: 44_100 }]
const part = <Row>(...rows: Row[]) => ({ range, rows, total: rows.length, nextOffset: null })

export const overviewExample = {
  range,
  totals: figures,
  series: [{ start: '2026-03-01', ...figures }],
  pending: 1,
  clientRevenue: client,
}
export const breakdownExample = part({ name: 'Email', ...figures, client })
export const productsExample = part({ name: 'prod_Qk1', label: 'Mug', ...figures })
export const goalsExample = part({ name: 'Signup', events: 52, visits: 48, conversion: 0.1039 })
export const propertiesExample = part({ name: 'plan', events: 40, visits: 37 })
export const funnelExample = {
  range,
  visits: 462,
  steps: [
    { step: 'page:/pricing', visits: 120 },
    { step: 'payment', visits: 10 },
  ],
}
export const journeysExample = part({ path: ['Organic Search', 'Email'], payments: 10, revenue })
export const timeToPaymentExample = {
  ...part({ within: 'under_an_hour', payments: 10, revenue }),
  unknown: 0,
  visits: [{ visits: 2, payments: 10 }],
}
export const wentBackExample = {
  ...part({
    id: 'refund:re_1',
    payment: 'pi_3PabcdEFgh',
    kind: 'refund',
    currency: 'eur',
    amount: -4_900,
    at: 1_774_782_300_000,
    paidAt: 1_774_700_000_000,
    channel: 'Email',
  }),
  totals: [{ kind: 'refund', currency: 'eur', amount: -4_900, count: 1 }],
}
const side = {
  weight: 1,
  visitors: 1_000,
  visits: 1_200,
  payments: 40,
  revenue: [{ currency: 'eur', gross: 196_000, refunds: 0, net: 196_000, payments: 40 }],
  reported: { gross: 196_000, refunds: 0, net: 196_000, unconverted: 0, perVisitor: 196 },
  conversions: 40,
  conversion: 0.04,
  conversionDifference: null,
  revenueDifference: null,
}
export const splitTestExample = {
  ...part({ name: 'low', ...side }),
  rows: [
    { name: 'low', ...side },
    {
      name: 'high',
      ...side,
      conversions: 62,
      conversion: 0.062,
      conversionDifference: { value: 0.022, low: 0.003, high: 0.042, p: 0.025 },
      revenueDifference: { value: 41.5, low: -20, high: 103, p: 0.187 },
    },
  ],
  total: 2,
  test: {
    name: 'price',
    goal: 'payment',
    sides: [
      { name: 'low', weight: 1 },
      { name: 'high', weight: 1 },
    ],
    state: 'running',
    createdAt: 1_774_782_300_000,
    startedAt: 1_774_782_360_000,
    endedAt: null,
  },
}
export const adCostsExample = part({
  campaign: 'spring',
  currency: 'eur',
  cost: 20_000,
  clicks: 310,
  impressions: 9_120,
  visits: 290,
  payments: 10,
  net: 44_100,
  returned: 2.205,
})
export const cohortsExample = part({
  month: '2026-03',
  channel: 'Email',
  customers: 10,
  months: [{ after: 0, customers: 10, revenue }],
})
export const subscriptionsExample = {
  range,
  mrr: [{ currency: 'eur', amount: 98_000 }],
  channels: [{ channel: 'Email', currency: 'eur', mrr: 98_000, change: 4_900 }],
  movements: [{ kind: 'new', currency: 'eur', count: 1, amount: 4_900 }],
}

const touch = {
  sessionId: 's_4tXvW9rQzq0kJm2n',
  at: 1_774_782_000_000,
  channel: 'Email',
  source: 'newsletter',
  medium: 'email',
  campaign: 'spring',
  entryPage: '/pricing',
}
export const paymentExample = {
  id: 'pi_3PabcdEFgh',
  mode: 'live',
  status: 'paid',
  currency: 'eur',
  gross: 4_900,
  refunds: 0,
  net: 4_900,
  outside: 0,
  fees: [{ currency: 'eur', amount: 149 }],
  paidAt: 1_774_782_300_000,
  description: 'Mug',
  attribution: { kind: 'attributed', evidence: 'checkout_metadata', grade: 1, touch },
}
export const paymentsExample = { mode: 'live', payments: [paymentExample], pending: [], total: 1, nextCursor: null }
const all = {
  first: 4_900,
  last: 4_900,
  last_non_direct: 4_900,
  linear: 4_900,
  position_based: 4_900,
  time_decay: 4_900,
}
export const paymentDetailExample = {
  payment: paymentExample,
  customerId: 'cus_Pabc',
  subscriptionId: null,
  purpose: 'one_off',
  reportingCurrency: 'eur',
  lookBackDays: 90,
  touches: [
    {
      ...touch,
      position: 0,
      term: null,
      content: null,
      clickKind: null,
      country: 'FR',
      device: 'desktop',
      browser: 'Firefox',
      os: 'macOS',
      credits: all,
    },
  ],
  checkouts: [{ id: 'cs_live_a1b2c3d4', at: 1_774_782_200_000, state: 'succeeded' }],
  entries: [
    {
      id: 'charge:pi_3PabcdEFgh',
      kind: 'charge',
      amount: 4_900,
      currency: 'eur',
      at: 1_774_782_300_000,
      reported: { amount: 4_900, currency: 'eur' },
      rateOrigin: 'same',
      lines: [{ product: 'prod_Qk1', price: 'price_1Pxyz', description: 'Mug', amount: 4_900 }],
    },
  ],
  feesReported: { amount: 149, currency: 'eur' },
  evidence: [
    { kind: 'checkout_metadata', grade: 1, value: '4tXvW9rQzq0kJm2n', sessionId: touch.sessionId, chosen: true },
  ],
  objects: [
    {
      id: 'pi_3PabcdEFgh',
      kind: 'payment_intent',
      state: 'succeeded',
      doors: ['webhook'],
      createdAt: 1_774_782_200_000,
    },
  ],
  changes: [],
}
export const siteExample = {
  id: 'site_Ab3dEf9h',
  name: 'Shop',
  hosts: ['shop.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: 1_767_225_600_000,
  role: 'owner',
  amounts: 'shown',
  ignoredAddresses: [],
  ignoredPaths: [],
  datacentreTraffic: 'ignored',
  defaultMode: 'live',
  hasViews: true,
  hasPayments: true,
}
