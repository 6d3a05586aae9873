import { expect, it } from 'vitest'
import { ingestLimit } from './ingest-limit.ts'

it('lets an address send a burst, then as much as its bucket fills again, and holds no other address by it', () => {
  const wait = ingestLimit()
  const taken = (ip: string, now: number, tries: number) =>
    Array.from({ length: tries }, () => wait('site_abcdefgh', ip, now)).filter((seconds) => seconds === 0).length
  expect(taken('203.0.113.9', 0, 1_000)).toBe(600)
  expect(wait('site_abcdefgh', '203.0.113.9', 0)).toBeGreaterThan(0)
  expect(taken('203.0.113.10', 0, 10)).toBe(10)
  expect(taken('203.0.113.9', 1_000, 1_000)).toBe(60)
  expect(wait('site_zyxwvuts', '203.0.113.9', 1_000)).toBe(0)
})
