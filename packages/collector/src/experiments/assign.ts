// Which side of a split test somebody sees: by a hash of the test and of who it is, so that nothing needs to be remembered.
import { hash } from 'node:crypto'
import type { RunningTest } from '../sites/site.ts'

/** Test → side. */
export type Sides = Readonly<Record<string, string>>

const DIGITS = 12
const ALL = 16 ** DIGITS

/** `who`: a visitor, or the person that the visitor is known to be; both ids are of one site. */
export function sideOf({ name, sides }: RunningTest, who: string): string {
  const total = sides.reduce((sum, { weight }) => sum + weight, 0)
  const drawn = (Number.parseInt(hash('sha256', `split test\0${name}\0${who}`).slice(0, DIGITS), 16) / ALL) * total
  let reached = 0
  for (const side of sides) {
    reached += side.weight
    if (drawn < reached) return side.name
  }
  throw new Error(`the split test ${name} has no side`)
}

export const sidesOf = (tests: readonly RunningTest[], who: string): Sides =>
  Object.fromEntries(tests.map((test) => [test.name, sideOf(test, who)]))
