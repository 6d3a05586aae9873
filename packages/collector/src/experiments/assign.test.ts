import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RunningTest } from '../sites/site.ts'
import { sideOf, sidesOf } from './assign.ts'

const aName = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,12}$/)
const aTest: fc.Arbitrary<RunningTest> = fc.record({
  name: aName,
  sides: fc.uniqueArray(fc.record({ name: aName, weight: fc.integer({ min: 1, max: 1_000 }) }), {
    minLength: 2,
    maxLength: 8,
    selector: ({ name }) => name,
  }),
})
const aVisitor = fc.stringMatching(/^[vp]_[A-Za-z0-9_-]{22}$/)
const two = (name: string, first = 1, second = 1): RunningTest => ({
  name,
  sides: [
    { name: 'a', weight: first },
    { name: 'b', weight: second },
  ],
})
const visitors = (count: number) => Array.from({ length: count }, (_, at) => `v_${at}`)

it('gives everybody one of the sides, and always the same', () => {
  fc.assert(
    fc.property(aTest, aVisitor, (test, who) => {
      const side = sideOf(test, who)
      expect(test.sides.map(({ name }) => name)).toContain(side)
      expect(sideOf(structuredClone(test), who)).toBe(side)
    }),
  )
})

it('is changed by no other test that begins or ends', () => {
  const someTests = fc.uniqueArray(aTest, { maxLength: 4, selector: ({ name }) => name })
  fc.assert(
    fc.property(someTests, aTest, aVisitor, (others, test, who) => {
      const all = [...others.filter(({ name }) => name !== test.name), test]
      expect(sidesOf(all, who)[test.name]).toBe(sidesOf([test], who)[test.name])
    }),
  )
})

/** Five standard deviations: a test that is right fails once in a million visits to it, and this one never, for its visitors are fixed. */
const near = (share: number, count: number) => 5 * Math.sqrt((share * (1 - share)) / count)

it.each([
  [1, 1],
  [3, 1],
  [1, 99],
  [500, 501],
])('divides visitors by weights %i and %i', (first, second) => {
  const all = visitors(20_000)
  const share = first / (first + second)
  const found = all.filter((who) => sideOf(two('price', first, second), who) === 'a').length / all.length
  expect(Math.abs(found - share)).toBeLessThan(near(share, all.length))
})

it('divides evenly between eight sides', () => {
  const test = { name: 'hero', sides: [...'abcdefgh'].map((name) => ({ name, weight: 7 })) }
  const groups = Map.groupBy(visitors(40_000), (who) => sideOf(test, who))
  expect(groups.size).toBe(8)
  for (const [, own] of groups) expect(Math.abs(own.length / 40_000 - 1 / 8)).toBeLessThan(near(1 / 8, 40_000))
})

it('tells nothing of one test by another', () => {
  const all = visitors(20_000)
  const ofA = all.filter((who) => sideOf(two('price'), who) === 'a')
  const both = ofA.filter((who) => sideOf(two('hero'), who) === 'a')
  expect(Math.abs(both.length / ofA.length - 1 / 2)).toBeLessThan(near(1 / 2, ofA.length))
})

it('moves nobody back and forth when a weight grows: who is on the first side stays there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 100 }), aVisitor, (weight, more, who) => {
      if (sideOf(two('price', weight, 50), who) === 'a') expect(sideOf(two('price', weight + more, 50), who)).toBe('a')
    }),
  )
})
