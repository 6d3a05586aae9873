import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptVisitorOf, visitorOf } from './visitor-hash.ts'

const visitorHash = (...of: Parameters<typeof visitorOf>) => visitorOf(...of).id
const keptVisitorId = (...of: Parameters<typeof keptVisitorOf>) => keptVisitorOf(...of).id

const text = fc.string({ maxLength: 80 }).filter((value) => !value.includes('\0'))

describe('a visitor id', () => {
  it('is the same for the same salt, site, address and user agent, and readable in a URL', () => {
    fc.assert(
      fc.property(text, text, text, text, (salt, site, ip, agent) => {
        const id = visitorHash(salt, site, ip, agent)
        expect(id).toBe(visitorHash(salt, site, ip, agent))
        expect(id).toMatch(/^v_[A-Za-z0-9_-]{22}$/)
      }),
    )
  })

  it('is another one as soon as anything differs, the salt above all', () => {
    fc.assert(
      fc.property(fc.tuple(text, text, text, text), fc.tuple(text, text, text, text), (one, other) => {
        fc.pre(one.some((part, index) => part !== other[index]))
        expect(visitorHash(...one)).not.toBe(visitorHash(...other))
      }),
    )
  })

  it('does not follow a visitor into the next day', () => {
    const salts = Array.from({ length: 200 }, () => randomBytes(32).toString('base64url'))
    const ids = new Set(salts.map((salt) => visitorHash(salt, 'site_a', '203.0.113.9', 'Firefox')))
    expect(ids.size).toBe(salts.length)
  })
})

it('masks a clock with what its id does not tell, and with another mask on another day', () => {
  const salts = Array.from({ length: 50 }, () => randomBytes(32).toString('base64url'))
  const masks = salts.map((salt) => visitorOf(salt, 'site_a', '203.0.113.9', 'Firefox').clockMask)
  expect(new Set(masks).size).toBeGreaterThan(45)
})

describe('a visitor id of consented mode', () => {
  it('is the same for the same stored id, and another one on another site', () => {
    expect(keptVisitorId('site_a', 'view_1_2_3_4')).toBe(keptVisitorId('site_a', 'view_1_2_3_4'))
    expect(keptVisitorId('site_a', 'view_1_2_3_4')).toMatch(/^k_[A-Za-z0-9_-]{22}$/)
    expect(keptVisitorId('site_b', 'view_1_2_3_4')).not.toBe(keptVisitorId('site_a', 'view_1_2_3_4'))
  })
})
