// Answers about the Stripe connection, the doctor and reconcile, for looking at them without a collector.
import type {
  DoctorReport,
  Finding,
  HealedAnswer,
  KeyCheck,
  KeyPermission,
  Range,
  ReconcileAnswer,
  ReconcileRow,
  StripeBackfill,
  StripePolling,
  StripeStatus,
} from '@farthing/contract'
import { NOW, shop } from './made-up-data.ts'

const rights: Array<[string, string, string, string]> = [
  [
    'rak_checkout_session_read',
    'Checkout Sessions: read',
    'who came back from checkout',
    'A return cannot be confirmed.',
  ],
  ['rak_payment_intent_read', 'PaymentIntents: read', 'what was received', 'Missed payments are not found again.'],
  [
    'rak_charge_read',
    'Charges and Refunds: read',
    'captured amounts, refunds, late failures',
    'Without it refunds are only known by webhook: one that gets lost makes your revenue look too high.',
  ],
  ['rak_invoice_read', 'Invoices: read', 'which payment settled which invoice', 'Renewals are not told apart.'],
  [
    'rak_event_read',
    'Events: read',
    'everything that happened in the last 30 days',
    'Without it missed webhooks are looked for in each list by itself: slower, and later.',
  ],
  ['rak_webhook_write', 'Webhook Endpoints: write', 'creating the webhook', 'You create the webhook by hand.'],
]

const check = (missing: string[]): KeyCheck => ({
  at: NOW - 3_600_000,
  state: 'checked',
  account: 'acct_1Marmalade',
  problem: null,
  permissions: rights.map(
    ([permission, title, reads, cost]): KeyPermission => ({
      permission,
      title,
      reads,
      cost,
      state: missing.includes(permission) ? 'missing' : 'ok',
    }),
  ),
})

const keyLinks = {
  live: 'https://dashboard.stripe.com/apikeys/create?name=Farthing',
  test: 'https://dashboard.stripe.com/test/apikeys/create?name=Farthing',
}
const events = ['checkout.session.completed', 'payment_intent.succeeded', 'charge.refunded', 'invoice.paid']
const common = {
  webhookUrl: `https://stats.marmalade.example/in/${shop.id}/stripe`,
  sharedWebhook: false,
  keyLinks,
}

export const notConnected: StripeStatus = {
  ...common,
  apiKey: null,
  webhookSecrets: 0,
  webhookSecretHints: [],
  lastDeliveryAt: null,
  keyCheck: null,
  webhook: { canCreate: false, why: 'No Stripe key is connected.', events, apiVersion: '2026-10-28.endive' },
}

/** A key that lacks rights, so that the endpoint has to be made by hand. */
export const poorlyConnected: StripeStatus = {
  ...notConnected,
  apiKey: { from: 'site', mode: 'live', hint: 'x7Qa' },
  keyCheck: check(['rak_charge_read', 'rak_event_read', 'rak_webhook_write']),
  webhook: { ...notConnected.webhook, why: 'The key lacks the right "Webhook Endpoints: write".' },
}

export const connected: StripeStatus = {
  ...poorlyConnected,
  keyCheck: check([]),
  webhookSecrets: 2,
  webhookSecretHints: ['9fXa', 'kP2w'],
  lastDeliveryAt: NOW - 240_000,
  webhook: { ...notConnected.webhook, canCreate: true, why: null },
}

const fine = (id: string, area: Finding['area'], sentence: string): Finding => ({
  id,
  area,
  level: 'ok',
  sentence,
  todo: null,
  snippet: null,
})

const inOrder: Finding[] = [
  fine('version', 'collector', 'Farthing 0.1.0 on SQLite.'),
  fine('database', 'collector', 'The database can be written.'),
  fine('clock', 'collector', 'The clock agrees with Stripe’s.'),
  fine('inbox', 'collector', 'Everything that Stripe told is booked.'),
  fine('views', 'tracking', 'The last view arrived 3 seconds ago.'),
]

const report = (level: DoctorReport['level'], findings: Finding[]): DoctorReport => ({
  siteId: shop.id,
  siteName: shop.name,
  at: NOW - 20_000,
  version: '0.1.0',
  level,
  findings: [...findings, ...inOrder],
})

export const healthy = report('ok', [])
export const ill = report('problem', [
  {
    id: 'path:checkout',
    area: 'payments',
    level: 'warning',
    sentence: '31 of 62 payments by Checkout Session in the last 30 days carry the id of a visit (50 %).',
    todo: 'Send the ids from the page to your server, and give them to Stripe as metadata of the Checkout Session.',
    snippet: 'await stripe.checkout.sessions.create({ …, metadata })',
  },
  {
    id: 'refused:invalid_signature',
    area: 'webhook',
    level: 'problem',
    sentence: `Messages were refused because their signature does not match (12 at /in/${shop.id}/stripe, the last one 4 minutes ago).`,
    todo: 'Copy the signing secret of this very endpoint from Stripe into the settings, and look at the clock.',
    snippet: null,
  },
])

const row = (day: string, currency: string, ledger: number, stripe = ledger): ReconcileRow => ({
  day,
  currency,
  ledger,
  stripe,
  difference: stripe - ledger,
  items: [],
  more: 0,
})

const differing: ReconcileRow[] = [
  {
    ...row('2026-11-18', 'eur', 24_500, 28_900),
    items: [
      { id: 'pi_3Qk11LmR2eZvKYlo2CXyZ', kind: 'charge', at: NOW - 50 * 3_600_000, ledger: null, stripe: 4_900 },
      { id: 're_3Qk11LmR2eZvKYlo2CAbc', kind: 'refund', at: NOW - 49 * 3_600_000, ledger: null, stripe: -500 },
    ],
  },
  {
    ...row('2026-11-12', 'usd', 123_455_000, 123_450_000),
    items: [
      { id: 'pi_3Qk77LmR2eZvKYlo2CXyZ', kind: 'charge', at: NOW - 8 * 86_400_000, ledger: 10_000, stripe: 5_000 },
    ],
    more: 3,
  },
]

export const reconcileAnswer = (range: Range, state: 'even' | 'differing' | 'empty'): ReconcileAnswer => {
  const even = ['2026-11-20', '2026-11-19', '2026-11-17', '2026-11-16'].map((day) => row(day, 'eur', 14_700))
  const rows =
    state === 'empty'
      ? []
      : state === 'even'
        ? [...even, row('2026-11-16', 'jpy', 5_800)]
        : [...even, ...differing].sort((a, b) => (a.day < b.day ? 1 : -1))
  const total = (currency: string) => {
    const own = rows.filter((one) => one.currency === currency)
    const sum = (of: 'ledger' | 'stripe' | 'difference') => own.reduce((result, one) => result + one[of], 0)
    return { currency, ledger: sum('ledger'), stripe: sum('stripe'), difference: sum('difference') }
  }
  return {
    range,
    mode: 'live',
    at: NOW - 30_000,
    basis: 'charges',
    compared: ['charge', 'reversal', 'refund'],
    notCompared:
      state === 'differing'
        ? [
            {
              kinds: ['dispute'],
              permission: 'rak_dispute_read',
              sentence: 'Chargebacks were not compared: the key may not read disputes.',
            },
          ]
        : [],
    rows,
    totals: [...new Set(rows.map(({ currency }) => currency))].sort().map(total),
  }
}

const lists = ['checkout/sessions', 'invoices', 'invoice_payments', 'payment_intents', 'charges', 'refunds', 'disputes']

/** `running`: the first are through, one is refused, and the others wait for their turn. */
export function history(state: 'running' | 'done'): StripeBackfill {
  const resources = lists.map((resource, index): StripeBackfill['resources'][number] => {
    const one = { resource, objects: 4_180 - index * 310, reachedAt: 0, problem: null }
    if (state === 'done' || index < 2) return { ...one, state: 'done' }
    if (index === 2)
      return { ...one, state: 'refused', objects: 0, problem: 'The key lacks the permission rak_invoice_read.' }
    if (index === 3) return { ...one, state: 'running', objects: 1_200, reachedAt: NOW - 400 * 86_400_000 }
    return { ...one, state: 'running', objects: 0, reachedAt: 8_640_000_000_000_000 }
  })
  return { state, objects: resources.reduce((sum, { objects }) => sum + objects, 0), resources }
}

export const polling = (state: 'none' | 'poor' | 'good'): StripePolling => ({
  hasKey: state !== 'none',
  by: state === 'none' ? null : state === 'poor' ? 'objects' : 'events',
  nextAt: state === 'none' ? null : NOW + 42_000,
  missing: state === 'poor' ? [{ resource: 'charges', problem: 'The key lacks the permission rak_charge_read.' }] : [],
})

export const healed: HealedAnswer = {
  total: 2,
  events: [
    ['evt_1Marmalade7', 'charge.refunded', 'ch_1Marmalade7', 3],
    ['evt_1Marmalade2', 'invoice.paid', 'in_1Marmalade2', 80],
  ].map(([id, type, objectId, hours]) => ({
    id: String(id),
    type: String(type),
    objectId: String(objectId),
    happenedAt: NOW - Number(hours) * 3_600_000,
    foundAt: NOW - Number(hours) * 3_600_000 + 90_000,
  })),
}
