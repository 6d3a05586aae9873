// Seeded randomness and Stripe-looking ids: the same seed and the same calls give the same world. Pure but for its own state.

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  text(length: number): string
  /** What a snapshot keeps, so that a restarted sandbox does not make old ids again. */
  state(): number
}

/** mulberry32: small, good enough for ids and faults, and its state is one number. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const letter = () => alphabet.charAt(Math.floor(next() * alphabet.length))
  return { next, text: (length) => Array.from({ length }, letter).join(''), state: () => state }
}

/** Lengths as Stripe's ids have them; `cs_` ids carry the mode. */
export function makeId(random: Random, prefix: string, livemode: boolean): string {
  if (prefix === 'cs') return `cs_${livemode ? 'live' : 'test'}_a1${random.text(56)}`
  if (prefix === 'cus' || prefix === 'prod' || prefix === 'si') return `${prefix}_${random.text(14)}`
  if (prefix === 'whsec') return `whsec_${random.text(32)}`
  if (prefix === 'pi' || prefix === 'ch' || prefix === 'py' || prefix === 're') return `${prefix}_3${random.text(23)}`
  return `${prefix}_1${random.text(23)}`
}

/** Never the given order when there are two or more different things. */
export function shuffled<T>(given: readonly T[], random: Random): T[] {
  const mixed = given.map((value, index) => ({ value, index, key: random.next() })).sort((a, b) => a.key - b.key)
  const same = mixed.every(({ index }, at) => index === at)
  const values = mixed.map(({ value }) => value)
  return same ? [...values.slice(1), ...values.slice(0, 1)] : values
}
