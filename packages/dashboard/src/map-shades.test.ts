// The shades of the map, from nothing to the most.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SHADES, shadeOf } from './map-shades.ts'

it.each([
  [0, 100, 0],
  [-5, 100, 0],
  [Number.NaN, 100, 0],
  [1, 0, 0],
  [1, 1_000_000, 1],
  [16, 100, 2],
  [100, 100, 5],
])('%d of %d has shade %d', (value, most, shade) => {
  expect(shadeOf(value, most)).toBe(shade)
})

it('is never lighter for more', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1 }), (one, other, most) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      expect(shadeOf(less, most)).toBeLessThanOrEqual(shadeOf(more, most))
      expect(shadeOf(more, most)).toBeLessThanOrEqual(SHADES)
    }),
  )
})
