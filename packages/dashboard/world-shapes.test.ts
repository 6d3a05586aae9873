// The map knows every country that a visitor can come from, and small ones are not left out.
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { worldShapes } from './world-shapes.ts'

const { width, height, lands, middles } = worldShapes()
const middleOf = (code: string) => middles.find((one) => one.code === code) ?? { x: -1, y: -1 }

it.each(['FR', 'US', 'BR', 'ZA', 'TW', 'XK', 'RU', 'FJ'])('draws %s by its outline', (code) => {
  expect(lands.find((land) => land.code === code)?.path).toMatch(/^M-?\d+,-?\d+L.*Z$/)
})

it.each(['SG', 'HK', 'MT', 'BH', 'MU', 'LI'])('knows where %s is, which is too small for an outline', (code) => {
  const { x, y } = middleOf(code)
  expect(x).toBeGreaterThan(0)
  expect(x).toBeLessThan(width)
  expect(y).toBeGreaterThan(0)
  expect(y).toBeLessThan(height)
  expect(lands.some((land) => land.code === code)).toBe(false)
})

it('names each country by two letters, and knows its middle', () => {
  expect(new Set(lands.map(({ code }) => code)).size).toBe(lands.length)
  const codes = new Set(middles.map(({ code }) => code))
  expect(codes.size).toBeGreaterThan(230)
  for (const code of codes) expect(code).toMatch(/^[A-Z]{2}$/)
  for (const { code } of lands) expect(codes).toContain(code)
})

it('lies the usual way up: Norway above Italy, Canada west of Japan, France east of the ocean', () => {
  expect(middleOf('NO').y).toBeLessThan(middleOf('IT').y)
  expect(middleOf('CA').x).toBeLessThan(middleOf('JP').x)
  expect(middleOf('FR').x).toBeGreaterThan(middleOf('PT').x)
  expect(Math.abs(middleOf('FR').x - middleOf('BE').x)).toBeLessThan(40)
})

it('weighs little', () => {
  expect(gzipSync(JSON.stringify({ lands, middles })).length).toBeLessThan(40_000)
})
