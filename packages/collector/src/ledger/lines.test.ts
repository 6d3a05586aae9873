import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blank, type Fact, type FactLine } from './fact.ts'
import { NOT_ITEMISED } from './lines.ts'
import { projectAll } from './project.ts'

const line = (id: string, amount: number): FactLine => ({
  id,
  product: `prod_${id}`,
  price: `price_${id}`,
  description: id,
  amount,
})
const bill = (kind: 'invoice' | 'checkout_session', items: FactLine[], complete = true): Fact => ({
  ...blank(kind, kind === 'invoice' ? 'in_1' : 'cs_1', 'test'),
  currency: 'eur',
  links: ['pi_1'],
  paid: 1000,
  lines: { complete, items },
})
const refund = (id: string, amount: number): Fact => ({
  ...blank('refund', id, 'test'),
  links: ['pi_1'],
  amount,
  state: 'succeeded',
})
const lines = (...facts: Fact[]) =>
  projectAll(facts).flatMap(({ entries }) =>
    entries.map(({ lines }) => lines.map(({ description, amount }) => [description, amount])),
  )

describe('the lines of a payment', () => {
  it('of a list that was cut, are those that were told and one for the rest', () => {
    const cut = bill('invoice', [line('mug', 600), line('cup', 150)], false)
    expect(lines(cut, refund('re_1', 500))).toEqual([
      [
        ['mug', 600],
        ['cup', 150],
        [NOT_ITEMISED, 250],
      ],
      [
        ['mug', -300],
        ['cup', -75],
        [NOT_ITEMISED, -125],
      ],
    ])
  })

  it('are what Stripe says, when that is what was paid', () => {
    expect(lines(bill('invoice', [line('mug', 700), line('cup', 300)]))).toEqual([
      [
        ['mug', 700],
        ['cup', 300],
      ],
    ])
  })

  it('are taken from one source, the complete one', () => {
    expect(
      lines(bill('checkout_session', [line('mug', 1000)]), bill('invoice', [line('first of many', 1000)], false)),
    ).toEqual([[['mug', 1000]]])
  })

  it('are scaled when less was paid than they say, to the cent', () => {
    expect(lines(bill('invoice', [line('a', 500), line('b', 500), line('c', 500)]))).toEqual([
      [
        ['a', 334],
        ['b', 333],
        ['c', 333],
      ],
    ])
  })

  it('keep the sign of a proration', () => {
    expect(lines(bill('invoice', [line('new plan', 1800), line('unused time', -800)]))).toEqual([
      [
        ['new plan', 1800],
        ['unused time', -800],
      ],
    ])
  })

  it('stand beside the money when they cancel each other out', () => {
    expect(lines(bill('invoice', [line('out', 48_000), line('in', -48_000)]))).toEqual([
      [
        ['out', 48_000],
        ['in', -48_000],
        [NOT_ITEMISED, 1000],
      ],
    ])
  })

  it('are one when Stripe told none', () => {
    expect(lines({ ...bill('invoice', []), lines: null })).toEqual([[[NOT_ITEMISED, 1000]]])
  })

  it('give back what they were paid for', () => {
    expect(lines(bill('invoice', [line('mug', 700), line('cup', 300)]), refund('re_1', 500))[1]).toEqual([
      ['mug', -350],
      ['cup', -150],
    ])
  })
})

it('add up to their entry, and to nothing per line when everything went back', () => {
  const amounts = fc.array(fc.integer({ min: -300, max: 2000 }), { minLength: 1, maxLength: 6 })
  const parts = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 })
  fc.assert(
    fc.property(amounts, parts, (of, refunds) => {
      const facts = [
        bill(
          'invoice',
          of.map((amount, index) => line(`l${index}`, amount)),
        ),
        ...refunds.map((amount, index) => refund(`re_${index}`, amount)),
      ]
      const [payment] = projectAll(facts)
      for (const entry of payment?.entries ?? [])
        expect(entry.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(entry.amount)
      if (payment?.net !== 0) return
      const left = new Map<string | null, number>()
      for (const { lines } of payment.entries)
        for (const { description, amount } of lines) left.set(description, (left.get(description) ?? 0) + amount)
      expect([...left.values()].every((amount) => amount === 0)).toBe(true)
    }),
  )
})
