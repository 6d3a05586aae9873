// How much each visit before a payment weighs, by each attribution model. Whole numbers, so that a share of money is exact.
import type { AttributionModel } from '@farthing/contract'

export interface Step {
  at: number
  channel: string
}

/** Weights of the steps, newest first as they are given; their sum is positive. */
type Model = (steps: readonly Step[]) => number[]

const HALF_LIFE_MS = 7 * 24 * 60 * 60 * 1000
/** Fine enough for a visit of half a year ago to keep its share. */
const SCALE = 2 ** 40

const allTo = (steps: readonly Step[], index: number): number[] => steps.map((_, at) => (at === index ? 1 : 0))

const isDirect = ({ channel }: Step): boolean => channel === 'Direct'

export const models: Readonly<Record<AttributionModel, Model>> = {
  first: (steps) => allTo(steps, steps.length - 1),
  last: (steps) => allTo(steps, 0),
  // Where every visit came directly, the last of them earned it.
  last_non_direct: (steps) =>
    allTo(
      steps,
      Math.max(
        0,
        steps.findIndex((step) => !isDirect(step)),
      ),
    ),
  linear: (steps) => steps.map(() => 1),
  position_based: (steps) => {
    const between = steps.length - 2
    if (between <= 0) return steps.map(() => 1)
    return steps.map((_, at) => (at === 0 || at === steps.length - 1 ? 2 * between : 1))
  },
  time_decay: (steps) => {
    const newest = Math.max(...steps.map(({ at }) => at))
    return steps.map(({ at }) => Math.max(1, Math.round(SCALE * 2 ** ((at - newest) / HALF_LIFE_MS))))
  },
}
