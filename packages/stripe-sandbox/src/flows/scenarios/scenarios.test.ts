// Every purchase and reversal by name: what it tells, in which versions, and that its sums agree.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sandboxInProcess } from '../../in-process.ts'
import { newestVersion, testedVersions } from '../../render/version.ts'
import { card, invoicePaid } from '../../testing/till.ts'
import { type ScenarioName, scenarioNames } from './perform.ts'

const catalogue = ['product.created', 'price.created']

function told(name: ScenarioName, options: object = {}): string[] {
  const sandbox = sandboxInProcess({ versions: [newestVersion] })
  sandbox.scenario(name, options)
  const types = sandbox.events(newestVersion).map(({ account, type }) => (account ? `@${type}` : type))
  return types.filter((type) => !catalogue.includes(type))
}

const sent = ['customer.created', 'invoice.created', 'invoice.finalized', 'payment_intent.created', 'invoice.sent']
const paidBill = [...sent, 'charge.succeeded', 'payment_intent.succeeded', ...invoicePaid, 'charge.updated']
const part = [...card, 'invoice_payment.paid']
const settled = ['invoice.updated', 'invoice.paid', 'invoice.payment_succeeded']
const held = ['payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated']
const refunded = ['refund.created', 'charge.refunded']
const bought = [...card, 'charge.updated']
const subscribed = [
  'customer.created',
  'customer.subscription.created',
  'invoice.created',
  'invoice.finalized',
  ...card,
  ...invoicePaid,
  'customer.subscription.updated',
  'checkout.session.completed',
  'charge.updated',
]

const cycle = [
  'invoice.upcoming',
  'invoice.created',
  'invoice.finalized',
  ...card,
  ...invoicePaid,
  'customer.subscription.updated',
  'charge.updated',
]
const debit = [
  'payment_intent.created',
  'payment_intent.processing',
  'charge.pending',
  'charge.succeeded',
  'payment_intent.succeeded',
  'charge.updated',
]
const dispute = (...steps: string[]) => steps.map((step) => `charge.dispute.${step}`)

const table: Array<[ScenarioName, object, string[]]> = [
  ['S1', {}, [...card, 'checkout.session.completed', 'charge.updated']],
  [
    'S1',
    { declines: 1 },
    [
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ],
  ],
  ['S3', {}, bought],
  ['S5', { upcoming: true, cycles: 2 }, [...subscribed, ...cycle, ...cycle]],
  ['S7', {}, [...sent, 'payment_intent.canceled', ...settled]],
  [
    'S10',
    { outcome: 'failed' },
    [
      'payment_intent.created',
      'payment_intent.processing',
      'charge.pending',
      'checkout.session.completed',
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ],
  ],
  [
    'S10b',
    { amount: 10_000, parts: [6000, 1000, 3000] },
    [
      'customer.created',
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.partially_funded',
      'payment_intent.partially_funded',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ],
  ],
  [
    'S11',
    {},
    [
      ...sent,
      ...part,
      'invoice.updated',
      'charge.updated',
      ...part,
      'payment_intent.canceled',
      ...settled,
      'charge.updated',
    ],
  ],
  ['S12', {}, ['setup_intent.created', 'setup_intent.succeeded', 'checkout.session.completed']],
  ['S13', {}, ['charge.succeeded', 'charge.updated']],
  [
    'S13',
    { invoice: true },
    [
      'customer.created',
      'invoice.created',
      'invoice.finalized',
      'charge.succeeded',
      'invoice_payment.paid',
      ...settled,
      'charge.updated',
    ],
  ],
  ['S14', {}, [...card, 'transfer.created', 'application_fee.created', 'charge.updated', '@payment.created']],
  ['S14d', {}, ['application_fee.created', ...bought.map((type) => `@${type}`)]],
  ['S15', {}, [...held, 'charge.captured', 'payment_intent.succeeded', 'charge.updated']],
  [
    'S15m',
    {},
    [
      ...held,
      'payment_intent.amount_capturable_updated',
      'charge.updated',
      'charge.captured',
      'payment_intent.succeeded',
      'charge.updated',
    ],
  ],
  ['S15x', {}, [...held, 'refund.created', 'charge.expired', 'payment_intent.canceled']],
  ['S17', {}, [...sent, 'invoice_payment.paid', 'payment_intent.canceled', ...settled]],
  ['late_failure', {}, [...debit, 'charge.failed', 'payment_intent.payment_failed']],
  ['refund', { parts: [1000, 500] }, [...bought, ...refunded, ...refunded]],
  ['dispute_inquiry', {}, [...bought, ...dispute('created', 'updated', 'closed')]],
  ['dispute_won', {}, [...bought, ...dispute('created', 'funds_withdrawn', 'updated', 'closed', 'funds_reinstated')]],
  ['dispute_lost', {}, [...bought, ...dispute('created', 'funds_withdrawn', 'updated', 'closed')]],
  ['credit_note_pre_payment', {}, [...sent, 'credit_note.created', 'invoice.updated']],
  [
    'credit_note_pre_payment',
    { void: true },
    [...sent, 'credit_note.created', 'invoice.updated', 'credit_note.voided', 'invoice.updated'],
  ],
  [
    'credit_note_refund',
    {},
    [...paidBill, 'refund.created', 'charge.refunded', 'credit_note.created', 'invoice.updated'],
  ],
  [
    'credit_note_pre_payment',
    { paid: true },
    [
      ...sent,
      'credit_note.created',
      'invoice.updated',
      'charge.succeeded',
      'payment_intent.succeeded',
      ...invoicePaid,
      'charge.updated',
    ],
  ],
  ['credit_note_balance', {}, [...paidBill, 'customer.updated', 'credit_note.created', 'invoice.updated']],
  ['canceled_now', {}, [...subscribed, 'customer.subscription.deleted']],
]

describe('a scenario tells', () => {
  it.each(table)('%s with %o', (name, options, types) => {
    expect(told(name, options)).toEqual(types)
  })
})

describe.each(scenarioNames)('%s', (name) => {
  it('is told in every version, with an id, whole and by itself', () => {
    const sandbox = sandboxInProcess()
    const made = sandbox.scenario(name)
    expect(Object.values(made).flat().length).toBeGreaterThan(0)
    const newest = sandbox.events(newestVersion).map(({ type }) => type)
    for (const version of testedVersions) {
      const events = sandbox.events(version)
      const unknown = newest.filter((type) => !events.some((event) => event.type === type))
      expect(
        unknown.filter((type) => !['invoice.overpaid', 'invoice_payment.paid', 'refund.failed'].includes(type)),
      ).toEqual([])
      for (const { api_version, data } of events) {
        expect(api_version).toBe(version)
        expect(data.object).toMatchObject({ id: expect.any(String), object: expect.any(String) })
        expect(data.object).not.toHaveProperty('own')
      }
    }
  })

  it('is the same for the same seed', () => {
    const [one, two] = [sandboxInProcess({ seed: 5 }), sandboxInProcess({ seed: 5 })]
    one.scenario(name)
    two.scenario(name)
    expect(one.events(newestVersion)).toEqual(two.events(newestVersion))
  })
})

describe('the sums agree', () => {
  const any = fc.record({
    name: fc.constantFrom(...scenarioNames),
    amount: fc.integer({ min: 30, max: 1_000_000 }),
    currency: fc.constantFrom('eur', 'jpy', 'kwd', 'usd'),
  })

  it('of what was received, refunded, due and itemised, after any purchases', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 3 }), (plays) => {
        const sandbox = sandboxInProcess({ versions: [newestVersion] })
        for (const { name, ...options } of plays) sandbox.scenario(name, options)
        const all = sandbox.objects()
        const captured = (intent: string) =>
          all.charge.filter((charge) => charge.payment_intent === intent && charge.status === 'succeeded')
        for (const intent of all.payment_intent)
          expect(intent.amount_received).toBe(captured(intent.id).reduce((sum, one) => sum + one.amount_captured, 0))
        for (const charge of all.charge) {
          const back = all.refund.filter(
            (one) => one.charge === charge.id && one.status !== 'failed' && one.status !== 'canceled',
          )
          expect(charge.amount_refunded).toBe(back.reduce((sum, { amount }) => sum + amount, 0))
        }
        for (const invoice of all.invoice) {
          const lines = invoice.own.lines.reduce((sum, line) => sum + line.amount, 0)
          expect(invoice.subtotal).toBe(lines)
          if (invoice.status === 'open') expect(invoice.amount_remaining).toBe(invoice.amount_due - invoice.amount_paid)
        }
        for (const customer of all.customer) {
          const entries = all.customer_balance_transaction.filter((entry) => entry.customer === customer.id)
          expect(customer.balance).toBe(entries.reduce((sum, { amount }) => sum + amount, 0))
        }
      }),
      { numRuns: 150 },
    )
  })
})
