// Every value lies between the first and the last tick, and ticks are round.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaPath, labelEvery, linePath, place, scaleFor } from './chart-scale.ts'

describe('ticks', () => {
  it.each([
    [[0, 37], 1, [0, 10, 20, 30, 40]],
    [[0, 3], 1, [0, 1, 2, 3]],
    [[0, 0], 1, [0, 1]],
    [[], 100, [0, 100]],
    [[-4900, 12000], 100, [-5000, 0, 5000, 10000, 15000]],
    [[0.01, 0.043], 0.001, [0, 0.02, 0.04, 0.06]],
  ])('of %j', (values, unit, ticks) => {
    expect(scaleFor(values, unit).ticks).toEqual(ticks)
  })

  it('hold every value, and are few', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 60 }), (values) => {
        const { min, max, ticks } = scaleFor(values, 1)
        expect(values.every((value) => value >= min && value <= max)).toBe(true)
        expect(ticks).toContain(0)
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(9)
      }),
    )
  })
})

describe('lines', () => {
  it('put high values high', () => {
    const scale = scaleFor([0, 40], 1)
    expect([place(0, scale, 200), place(40, scale, 200), place(20, scale, 200)]).toEqual([200, 0, 100])
  })
  it('break where nothing is known', () => {
    const spots = [{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4 }]
    expect(linePath(spots)).toBe('M0,1L1,2M3,4')
    expect(areaPath(spots, 9)).toBe('M0,1L1,2L1,9L0,9ZM3,4L3,9L3,9Z')
    expect(areaPath([], 9)).toBe('')
  })
  it.each([
    [30, 1200, 2],
    [30, 340, 7],
    [7, 1200, 1],
    [1, 0, 1],
  ])('%i points on %i px: every %i-th label', (count, width, every) => {
    expect(labelEvery(count, width)).toBe(every)
  })
})
