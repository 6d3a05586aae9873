import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blank, type Fact, type FactKind } from './fact.ts'
import { projectAll } from './project.ts'

const HOUR = 3_600_000
const fact = (kind: FactKind, id: string, fields: Partial<Fact> = {}): Fact => ({
  ...blank(kind, id, 'test'),
  customer: 'cus_1',
  currency: 'eur',
  createdAt: 10 * HOUR,
  ...fields,
})
const paid = (amount: number): Partial<Fact> => ({ amount, paid: amount, state: 'succeeded' })

/** As basil's webhooks tell them: not one id leads from one to the other. */
const invoice = (id = 'in_1234567890abcdefghijklmno', at = 10) =>
  fact('invoice', id, { ...paid(4900), finalizedAt: at * HOUR, settledAt: at * HOUR + 5_000 })
const charge = (id = 'ch_1', at = 10) =>
  fact('charge', id, { ...paid(4900), createdAt: at * HOUR, links: [id.replace('ch', 'pi')], billedBy: 'invoice' })
const intent = (reference: string | null) =>
  fact('payment_intent', 'pi_1', { ...paid(4900), orderReference: reference })
const session = fact('checkout_session', 'cs_1', { ...paid(4900), links: ['in_1'], expiresAt: 34 * HOUR })

const seen = (facts: Fact[]) => projectAll(facts).map(({ id, gross, joined }) => [id, gross, joined])

describe('halves of one payment', () => {
  it('are joined by the reference that the intent carries', () => {
    expect(seen([invoice(), intent('in_1234567890abcdefghijklmno')])).toEqual([['pi_1', 4900, 'reference']])
  })

  it('are joined by a reference that Stripe cut to 25 characters', () => {
    expect(seen([invoice(), intent('in_1234567890abcdefghijkl'.slice(0, 25))])).toEqual([['pi_1', 4900, 'reference']])
  })

  it('are joined when customer, money and time fit, and the charge was billed', () => {
    expect(seen([invoice(), charge()])).toEqual([['pi_1', 4900, 'heuristic']])
    expect(seen([session, charge()])).toEqual([['pi_1', 4900, 'heuristic']])
  })

  it.each<[string, Fact[]]>([
    ['the charge was not billed by an invoice', [invoice(), { ...charge(), billedBy: null }]],
    ['the amounts differ', [invoice(), { ...charge(), paid: 4800 }]],
    ['the charge is of another week', [invoice(), charge('ch_1', 400)]],
    ['the currencies differ', [invoice(), { ...charge(), currency: 'usd' }]],
  ])('stay apart when %s', (_, facts) => {
    expect(seen(facts)).toHaveLength(2)
  })

  it('stay apart, and say so, when two candidates fit', () => {
    const both = seen([invoice(), charge(), charge('ch_2')])
    expect(both.map(([, , joined]) => joined)).toEqual(['ambiguous', 'ambiguous', 'ambiguous'])
    expect(both).toHaveLength(3)
  })

  it('are two payments for two renewals, each with its own', () => {
    const all = [invoice('in_a', 10), charge('ch_1', 10), invoice('in_b', 800), charge('ch_2', 800)]
    expect(seen(all)).toEqual([
      ['pi_1', 4900, 'heuristic'],
      ['pi_2', 4900, 'heuristic'],
    ])
  })

  it('are joined the same in any order', () => {
    const all = [invoice('in_a', 10), charge('ch_1', 10), invoice('in_b', 800), charge('ch_2', 800), session]
    const wanted = JSON.stringify(
      projectAll(all)
        .map(({ id }) => id)
        .sort(),
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(
          JSON.stringify(
            projectAll(order)
              .map(({ id }) => id)
              .sort(),
          ),
        ).toBe(wanted)
      }),
    )
  })
})

it('an old session is the invoice that began its subscription, and not a later one', () => {
  const old = fact('checkout_session', 'cs_1', { ...paid(4900), subscription: 'sub_1', expiresAt: 34 * HOUR })
  const billed = (id: string, at: number) =>
    fact('invoice', `in_${id}`, { ...paid(4900), subscription: 'sub_1', links: [`pi_${id}`], finalizedAt: at * HOUR })
  expect(seen([old, billed('1', 11), billed('2', 731)])).toEqual([
    ['pi_1', 4900, 'reference'],
    ['pi_2', 4900, null],
  ])
})

describe('a credit note on the balance', () => {
  const bought = fact('payment_intent', 'pi_1', { ...paid(4900), links: ['in_1'] })
  const note = fact('credit_note', 'cn_1', { links: ['in_1'], amount: 500, state: 'succeeded', createdAt: 20 * HOUR })
  const next = fact('invoice', 'in_2', { links: ['pi_2'], ...paid(500), applied: 500, finalizedAt: 30 * HOUR })
  const nets = (facts: Fact[]) => projectAll(facts).map(({ id, net }) => [id, net])

  it('takes its money away, and the invoice that uses it earns it again', () => {
    expect(nets([bought, note])).toEqual([['pi_1', 4400]])
    expect(nets([bought, note, next])).toEqual([
      ['pi_1', 4400],
      ['pi_2', 1000],
    ])
  })

  it('earns nothing again when the balance came from elsewhere', () => {
    expect(nets([bought, next])).toEqual([
      ['pi_1', 4900],
      ['pi_2', 500],
    ])
  })

  it('counts a next invoice that the balance paid whole', () => {
    const whole = fact('invoice', 'in_2', { applied: 300, finalizedAt: 30 * HOUR, settledAt: 30 * HOUR })
    expect(nets([bought, note, whole])).toContainEqual(['in_2', 300])
  })

  it('is nothing once void', () => {
    expect(nets([bought, { ...note, state: 'void' }])).toEqual([['pi_1', 4900]])
  })

  it('leaves to its refund what its refund gave back', () => {
    const refund = fact('refund', 're_1', { links: ['pi_1'], amount: 500, state: 'succeeded' })
    expect(nets([bought, { ...note, links: ['in_1', 're_1'] }, refund])).toEqual([['pi_1', 4400]])
  })
})

describe('a dispute', () => {
  const bought = fact('charge', 'ch_1', { ...paid(4900), links: ['pi_1'] })
  const disputed = (state: Fact['state']) => fact('dispute', 'dp_1', { links: ['ch_1'], amount: 4900, state })
  const refund = fact('refund', 're_1', { links: ['ch_1'], amount: 2000, state: 'succeeded' })

  it.each<[string, Fact[], number]>([
    ['an inquiry moves nothing', [disputed('open')], 4900],
    ['withdrawn takes the money', [disputed('succeeded')], 0],
    ['won gives it back', [disputed('void')], 4900],
    ['lost on a half-refunded charge never goes below nothing', [refund, disputed('succeeded')], 0],
  ])('%s', (_, more, net) => {
    expect(projectAll([bought, ...more])).toMatchObject([{ gross: 4900, net }])
  })
})
