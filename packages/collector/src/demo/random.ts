// Chance that comes out the same for the same seed: what makes the made-up month the same at every try.

export interface Random {
  /** From 0 up to, but not, 1. */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  happens(chance: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  /** By weight. */
  draw<T extends { weight: number }>(list: readonly [T, ...T[]]): T
  /** Letters and digits, as in an id. */
  text(length: number): string
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export function randomFrom(seed: number): Random {
  const next = mulberry32(seed)
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    happens: (chance) => next() < chance,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    draw: (list) => {
      let left = next() * list.reduce((sum, one) => sum + one.weight, 0)
      for (const one of list) {
        left -= one.weight
        if (left < 0) return one
      }
      return list[0]
    },
    text: (length) => Array.from({ length }, () => letters[between(0, letters.length - 1)]).join(''),
  }
}

/** Tommy Ettinger's generator, in the public domain: 32 bits of state are enough for a month. */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
