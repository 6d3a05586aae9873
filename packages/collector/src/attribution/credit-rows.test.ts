import { attributionModelSchema } from '@farthing/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { creditRows, type PlacedEntry } from './credit-rows.ts'

/** Of two, of no and of three decimals: to credits, a smallest unit is a smallest unit. */
const currencies = ['eur', 'jpy', 'kwd'] as const
const goods = [
  { product: 'prod_mug', price: 'price_1' },
  { product: 'prod_cup', price: 'price_2' },
  { product: null, price: null },
]

/** Money that came, for up to three things, and parts of it that went back. */
const aPayment = fc
  .record({
    currency: fc.constantFrom(...currencies),
    into: fc.constantFrom(...currencies),
    amounts: fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 3 }),
    back: fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { maxLength: 3 }),
    rate: fc.option(fc.double({ min: 0.001, max: 200, noNaN: true })),
    fee: fc.option(fc.integer({ min: 0, max: 100_000 })),
    steps: fc.array(fc.record({ at: fc.integer({ min: 0, max: 1e11 }), channel: fc.constantFrom('Direct', 'Email') }), {
      maxLength: 5,
    }),
  })
  .map(({ currency, into, amounts, back, rate, ...rest }) => {
    const entry = (id: string, at: number, parts: number[]): PlacedEntry => {
      const amount = sum(parts)
      const reported = currency === into ? amount : rate === null ? null : Math.round(amount * rate) || 0
      return {
        id,
        kind: amount < 0 ? 'refund' : 'charge',
        at,
        amount,
        currency,
        day: '2026-03-01',
        reported: reported === null ? null : { amount: reported, currency: into },
        lines: parts.map((part, line) => ({
          ...(goods[line] ?? goods[0]),
          product: goods[line]?.product ?? null,
          price: goods[line]?.price ?? null,
          amount: part,
        })),
      }
    }
    const returned = back.map((share, n) =>
      entry(
        `refund:${n}`,
        n + 1,
        amounts.map((part) => -Math.floor(part * share) || 0),
      ),
    )
    return { ...rest, entries: [entry('charge:1', 0, amounts), ...returned.filter(({ amount }) => amount !== 0)] }
  })

const sum = (parts: number[]): number => parts.reduce((total, part) => total + part, 0)
const models = attributionModelSchema.options

it('credits sum to the entry, what it is in the site’s currency, its fee and its things, by every model', () => {
  fc.assert(
    fc.property(aPayment, ({ entries, steps, fee }) => {
      const newestFirst = steps.toSorted((a, b) => b.at - a.at)
      const rows = creditRows({ paymentId: 'p', siteId: 's', mode: 'live', fee }, entries, newestFirst)
      for (const model of models) {
        for (const { id, amount, reported, lines } of entries) {
          const own = rows.filter((row) => row.entry_id === id)
          expect(sum(own.map((row) => row[model]))).toBe(amount)
          expect(sum(own.map((row) => row[`${model}_reported`] ?? 0))).toBe(reported?.amount ?? 0)
          for (const { product, amount: part } of lines)
            expect(sum(own.filter((row) => row.product === product).map((row) => row[model]))).toBe(part)
        }
        expect(sum(rows.map((row) => row[`${model}_fee`] ?? 0))).toBe(fee ?? 0)
      }
      const keys = rows.map((row) => `${row.entry_id} ${row.position} ${row.line}`)
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 500 },
  )
})
