import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from './fact.ts'
import { movementsOf } from './movements.ts'

const moment = (at: number, status: string, mrr = 900, derived = false): Snapshot => ({
  at: at * 86_400_000,
  status,
  mrr,
  derived,
})
const kinds = (...snapshots: Snapshot[]) =>
  movementsOf(snapshots).map(({ kind, before, after }) => [kind, after - before])

describe('the life of a subscription', () => {
  it.each<[string, Snapshot[], [string, number][]]>([
    ['begins', [moment(1, 'incomplete'), moment(1, 'active')], [['new', 900]]],
    [
      'begins with a trial that is kept',
      [moment(1, 'trialing'), moment(15, 'active')],
      [
        ['trial_start', 0],
        ['trial_converted', 900],
      ],
    ],
    ['begins with a trial that is not kept', [moment(1, 'trialing'), moment(15, 'canceled')], [['trial_start', 0]]],
    ['renews', [moment(1, 'active'), moment(31, 'active')], [['new', 900]]],
    [
      'grows and shrinks',
      [moment(1, 'active'), moment(5, 'active', 1900), moment(9, 'active', 400)],
      [
        ['new', 900],
        ['expansion', 1000],
        ['contraction', -1500],
      ],
    ],
    ['is late, and pays', [moment(1, 'active'), moment(31, 'past_due'), moment(33, 'active')], [['new', 900]]],
    [
      'is late, and ends',
      [moment(1, 'active'), moment(31, 'past_due'), moment(45, 'canceled')],
      [
        ['new', 900],
        ['churn', -900],
      ],
    ],
    [
      'ends, and comes back',
      [moment(1, 'active'), moment(31, 'paused'), moment(60, 'active')],
      [
        ['new', 900],
        ['churn', -900],
        ['reactivation', 900],
      ],
    ],
    ['never began', [moment(1, 'incomplete'), moment(2, 'incomplete_expired')], []],
  ])('%s', (_, snapshots, wanted) => {
    expect(kinds(...snapshots)).toEqual(wanted)
    expect(kinds(...snapshots.toReversed())).toEqual(wanted)
  })

  it('is told by events; what was read off the object only fills the time before', () => {
    expect(kinds(moment(1, 'active', 1900, true), moment(1, 'active', 900), moment(9, 'active', 1900))).toEqual([
      ['new', 900],
      ['expansion', 1000],
    ])
    expect(kinds(moment(1, 'active', 900, true), moment(9, 'active', 1900))).toEqual([
      ['new', 900],
      ['expansion', 1000],
    ])
  })

  it('adds up: its movements lead to what it pays now', () => {
    const snapshot = fc.record({
      at: fc.integer({ min: 0, max: 99 }),
      status: fc.constantFrom('incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'canceled'),
      mrr: fc.integer({ min: 1, max: 999 }),
      derived: fc.constant(false),
    })
    fc.assert(
      fc.property(fc.array(snapshot), (snapshots) => {
        const movements = movementsOf(snapshots)
        for (const [index, { before }] of movements.entries()) expect(before).toBe(movements[index - 1]?.after ?? 0)
        expect(movementsOf(snapshots.toReversed())).toEqual(movements)
      }),
    )
  })
})
