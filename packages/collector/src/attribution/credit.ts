// From weights to money: what each touch gets of each entry, to the cent.
import type { AttributionModel } from '@farthing/contract'
import { allocate } from '../ledger/money.ts'
import { models, type Step } from './models.ts'

/** By model, then by entry, then by touch. */
export type Shares = Readonly<Record<AttributionModel, number[][]>>

/**
 * `amounts` are a payment's entries, oldest first; `steps` its touches, newest first. What goes back is taken from those who got it:
 * running sums are split and not single amounts, so that when all is given back nobody keeps a cent, however many refunds it took.
 * Without a touch there is one share, nobody's, with all of it.
 */
export function shareOut(amounts: readonly number[], steps: readonly Step[]): Shares {
  const share = (model: AttributionModel) => splitEach(amounts, steps.length === 0 ? [1] : models[model](steps))
  return {
    first: share('first'),
    last: share('last'),
    last_non_direct: share('last_non_direct'),
    linear: share('linear'),
    position_based: share('position_based'),
    time_decay: share('time_decay'),
  }
}

function splitEach(amounts: readonly number[], weights: readonly number[]): number[][] {
  let sum = 0
  let before = weights.map(() => 0)
  return amounts.map((amount) => {
    sum += amount
    const now = splitSigned(sum, weights)
    const parts = now.map((part, at) => part - (before[at] ?? 0))
    before = now
    return parts
  })
}

/** The same cents for money that comes and money that goes. */
const splitSigned = (amount: number, weights: readonly number[]): number[] =>
  amount < 0 ? allocate(-amount, weights).map((part) => (part === 0 ? 0 : -part)) : allocate(amount, weights)
