// What each entry was paid for: lines that always add up to the entry (STRIPE.md 1.5).
import type { Entry, EntryLine } from './entry.ts'
import type { Fact, FactLine } from './fact.ts'
import { allocate } from './money.ts'

/** What stands there when Stripe told no lines, or lines that do not explain the money. */
export const NOT_ITEMISED = 'Not itemised'

/** Each entry with its lines. What goes back goes back from the lines it was paid for, so that all returned is all lines at nothing. */
export function withLines(entries: Entry[], facts: Fact[]): (Entry & { lines: EntryLine[] })[] {
  const goods = goodsOf(facts)
  const received = sum(entries.filter(({ amount }) => amount > 0).map(({ amount }) => amount))
  const bought = split(received, goods)
  let returned = 0
  return entries.map((entry) => {
    if (entry.amount > 0) return { ...entry, lines: split(entry.amount, goods) }
    const before = shares(returned, bought)
    returned += entry.amount
    const after = shares(returned, bought)
    const lines = bought.map((line, index) => ({ ...line, amount: (after[index] ?? 0) - (before[index] ?? 0) }))
    return { ...entry, lines: lines.filter(({ amount }) => amount !== 0) }
  })
}

/** The lines of one source only: invoice and session tell the same goods. Complete ones before those that were cut. */
function goodsOf(facts: Fact[]): FactLine[] {
  const told = (kind: Fact['kind']) => facts.filter((fact) => fact.kind === kind && fact.paid > fact.outside)
  const sources = [told('invoice'), told('checkout_session')].filter(
    (source) => source.length > 0 && source.every((fact) => fact.lines !== null && fact.lines.items.length > 0),
  )
  const whole = sources.find((source) => source.every((fact) => fact.lines?.complete)) ?? sources[0] ?? []
  return whole.flatMap(itemsOf)
}

/** Of a list that was cut, what the rest of it stands for is one more line. */
function itemsOf({ lines, paid, outside }: Fact): FactLine[] {
  if (lines === null || lines.complete) return lines?.items ?? []
  const rest = paid - outside - sum(lines.items.map(({ amount }) => amount))
  const unknown = { id: '', product: null, price: null, description: NOT_ITEMISED, amount: rest }
  return rest > 0 ? [...lines.items, unknown] : lines.items
}

/** Discounts on the whole, balance used, minimum charges: what differs is spread by the largest remainder. */
function split(amount: number, goods: FactLine[]): EntryLine[] {
  const amounts = goods.map((line) => line.amount)
  if (sum(amounts) > 0) return named(goods, allocate(amount, amounts))
  // Lines that cancel each other out say nothing about the money that came: they stay, and the money stands beside them.
  return [
    ...named(goods, amounts),
    { product: null, price: null, description: NOT_ITEMISED, amount: amount - sum(amounts) },
  ]
}

const shares = (amount: number, bought: EntryLine[]): number[] =>
  allocate(
    amount,
    bought.map((line) => line.amount),
  )

const named = (goods: FactLine[], amounts: number[]): EntryLine[] =>
  goods.map(({ product, price, description }, index) => ({ product, price, description, amount: amounts[index] ?? 0 }))

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0)
