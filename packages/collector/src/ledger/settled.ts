// What an amount became in the currency in which Stripe pays out, as its balance transaction tells.

export interface Settled {
  of: number
  amount: number
  currency: string
}

/** A part that was captured may be told before the whole. The same for any order. */
export function fullest(a: Settled | null, b: Settled | null): Settled | null {
  if (!a || !b) return a ?? b
  if (a.of !== b.of) return a.of > b.of ? a : b
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b
}
