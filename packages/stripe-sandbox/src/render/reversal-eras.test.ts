// Credit notes, refunds, discounts, taxes and other currencies in every era's shapes, as events carry them.
import { describe, expect, it } from 'vitest'
import type { ScenarioName } from '../flows/scenarios/perform.ts'
import { sandboxInProcess } from '../in-process.ts'
import { testedVersions } from './version.ts'

type Shown = Record<string, unknown>

/** The object of the last event of that type, in each version, oldest first. */
function lastOf(type: string, name: ScenarioName, options: object = {}): Shown[] {
  const sandbox = sandboxInProcess()
  sandbox.scenario(name, options)
  return testedVersions.map((version) => {
    const event = sandbox.events(version).findLast((one) => one.type === type)
    return event?.data.object ?? {}
  })
}

/** 1 where a version has the field, oldest first. */
const having = (shown: Shown[], field: string) => shown.map((one) => (field in one ? '1' : '0')).join('')

const fields: Array<[string, ScenarioName, string, string]> = [
  ['credit_note.created', 'credit_note_refund', 'refund', '11100'],
  ['credit_note.created', 'credit_note_refund', 'refunds', '00011'],
  ['credit_note.created', 'credit_note_refund', 'tax_amounts', '11100'],
  ['credit_note.created', 'credit_note_refund', 'total_taxes', '00011'],
  ['credit_note.created', 'credit_note_refund', 'pre_payment_amount', '00001'],
  ['credit_note.created', 'credit_note_refund', 'post_payment_amount', '00001'],
  ['refund.created', 'refund', 'payment_intent', '11111'],
  ['refund.created', 'refund', 'customer', '00001'],
  ['charge.refunded', 'refund', 'refunds', '10000'],
  ['charge.refunded', 'refund', 'dispute', '10000'],
  ['checkout.session.completed', 'S16', 'currency_conversion', '11111'],
  ['checkout.session.completed', 'S16', 'presentment_details', '00011'],
  ['payment_intent.succeeded', 'S16', 'presentment_details', '00011'],
]

describe('each version, oldest first', () => {
  it.each(fields)('%s of %s shows %s: %s', (type, name, field, versions) => {
    expect(having(lastOf(type, name), field)).toBe(versions)
  })
})

const values: Array<[string, string, ScenarioName, object, string, unknown[]]> = [
  [
    'a note on what is due and paid',
    'credit_note.created',
    'credit_note_mixed',
    {},
    'type',
    both('post_payment', 'mixed'),
  ],
  ['money from elsewhere', 'invoice.paid', 'S7', { amount: 900 }, 'amount_paid', [0, 0, 0, 900, 900]],
  [
    'money from elsewhere in part',
    'invoice.paid',
    'S17',
    { amount: 900, outside: 300 },
    'amount_paid',
    [600, 600, 600, 900, 900],
  ],
  [
    'a price in the payer’s money',
    'charge.succeeded',
    'S16',
    adaptive(),
    'amount',
    [956_096, 956_096, 956_096, 3000, 3000],
  ],
  ['its currency', 'payment_intent.succeeded', 'S16', adaptive(), 'currency', ['vnd', 'vnd', 'vnd', 'eur', 'eur']],
  [
    'its session',
    'checkout.session.completed',
    'S16',
    adaptive(),
    'amount_total',
    [956_096, 956_096, 956_096, 3000, 3000],
  ],
  [
    'who paid, before intents',
    'charge.succeeded',
    'S13',
    { invoice: true },
    'payment_intent',
    [null, null, null, null, null],
  ],
]

function both(old: string, newest: string): string[] {
  return [old, old, old, old, newest]
}

function adaptive(): object {
  return { amount: 3000, presentment_amount: 956_096, presentment_currency: 'vnd' }
}

describe('the value of', () => {
  it.each(values)('%s: %s', (_what, type, name, options, field, expected) => {
    expect(lastOf(type, name, options).map((one) => one[field])).toEqual(expected)
  })
})

describe('an invoice', () => {
  it('of a legacy charge names it in the way of its era', () => {
    const paid = lastOf('invoice.paid', 'S13', { invoice: true })
    expect(paid.map((one) => typeof one.charge)).toEqual(['string', 'string', 'string', 'undefined', 'undefined'])
    expect(lastOf('invoice_payment.paid', 'S13', { invoice: true }).at(-1)).toMatchObject({
      payment: { type: 'charge', charge: expect.stringMatching(/^ch_/) },
    })
  })

  it.each([
    [false, 1000, 1190, 190],
    [true, 1000, 1000, 160],
  ])('with tax that is inclusive (%s): subtotal %i, total %i, tax %i', (inclusive, subtotal, total, amount) => {
    const paid = lastOf('invoice.paid', 'S6', { amount: 1000, tax: { percentage: 19, inclusive } })
    for (const [at, one] of paid.entries()) {
      expect(one).toMatchObject({ subtotal, total, amount_paid: total, total_excluding_tax: total - amount })
      const [line] = (one.lines as { data: Shown[] }).data
      expect(line?.taxes).toMatchObject([{ amount, tax_behavior: inclusive ? 'inclusive' : 'exclusive' }])
      if (at < 3) {
        expect(one).toMatchObject({ tax: amount, total_tax_amounts: [{ amount, inclusive }] })
        expect(line?.tax_amounts).toMatchObject([{ amount, inclusive }])
      } else expect(having([one, line ?? {}], 'tax_amounts')).toBe('00')
    }
  })

  it('of a discount shows the coupon in the way of its era', () => {
    const paid = lastOf('invoice.paid', 'S4', { percent_off: 10 })
    expect(paid.map((one) => (one.discounts as string[])[0]?.slice(0, 3))).toEqual(['di_', 'di_', 'di_', 'di_', 'di_'])
    for (const one of paid.slice(0, 3))
      expect(one.discount).toMatchObject({ object: 'discount', coupon: { percent_off: 10 } })
    expect(paid.slice(3).some((one) => 'discount' in one)).toBe(false)
  })

  it('upcoming has no id', () => {
    for (const one of lastOf('invoice.upcoming', 'S5', { upcoming: true })) {
      expect(one).not.toHaveProperty('id')
      expect(one).toMatchObject({ object: 'invoice', billing_reason: 'subscription_cycle', amount_due: 4900 })
    }
  })

  it('that uses up credit, or leaves some', () => {
    expect(lastOf('invoice.paid', 'credit_used', { amount: 3000, credit: 500 }).at(-1)).toMatchObject({
      total: 3000,
      amount_paid: 2500,
      starting_balance: -500,
      ending_balance: 0,
    })
    expect(lastOf('invoice.paid', 'downgrade', { amount: 1000, used: 0 }).at(-1)).toMatchObject({
      total: -500,
      amount_due: 0,
      amount_paid: 0,
      ending_balance: -500,
      lines: { data: [{ amount: -1000 }, { amount: 500 }] },
    })
  })

  it('for a change carries a negative and a positive line', () => {
    const [oldest, , acacia, , newest] = lastOf('invoice.paid', 'upgrade', { amount: 1000 })
    expect(newest).toMatchObject({ amount_paid: 500, billing_reason: 'subscription_update' })
    expect(newest).toMatchObject({ lines: { data: [{ amount: -500 }, { amount: 1000 }] } })
    for (const one of [oldest, acacia])
      expect(one).toMatchObject({ lines: { data: [{ proration: true }, { proration: true }] } })
  })
})

describe('a payment says what it was for', () => {
  it.each([
    ['full', /^cs_test_.{58}$/],
    ['cut', /^cs_test_.{17}$/],
  ])('%s', (order_reference, pattern) => {
    for (const one of lastOf('payment_intent.succeeded', 'S1', { order_reference }))
      expect(one).toMatchObject({ payment_details: { order_reference: expect.stringMatching(pattern) } })
  })
  it('or not at all', () => {
    for (const one of lastOf('payment_intent.succeeded', 'S1', { order_reference: 'absent' }))
      expect(one).not.toHaveProperty('payment_details')
  })
})
