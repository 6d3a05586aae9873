import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashEmail, normaliseEmail } from './email.ts'
import { oldestSaltDay, saltEnd } from './salt.ts'
import { visitorHash } from './visitor-hash.ts'

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

describe('an email address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada@Example.COM\n', 'ada@example.com'],
    ['a.d.a+shop@gmail.com', 'a.d.a+shop@gmail.com'],
    ['not an address', null],
    ['@example.com', null],
    ['', null],
  ])('%j is read as %j', (given, expected) => {
    expect(normaliseEmail(given)).toBe(expected)
  })

  it('is kept as a hash that another site could not compare', () => {
    const [here, there] = [randomBytes(32), randomBytes(32)]
    expect(hashEmail(here, ' ADA@example.com')).toBe(hashEmail(here, 'ada@example.com'))
    expect(hashEmail(here, 'ada@example.com')).not.toBe(hashEmail(there, 'ada@example.com'))
    expect(hashEmail(here, 'ada@example.com')).not.toContain('ada')
    expect(hashEmail(here, 'nobody')).toBeNull()
  })
})

describe('the time of a salt', () => {
  it.each([
    ['an ordinary day', '2026-06-10', 'Europe/Paris', '2026-06-11T04:00:00Z'],
    ['the day before the clocks go forward', '2026-03-28', 'Europe/Paris', '2026-03-29T05:00:00Z'],
    ['the short day', '2026-03-29', 'Europe/Paris', '2026-03-30T04:00:00Z'],
    ['the long day', '2026-10-25', 'Europe/Paris', '2026-10-26T05:00:00Z'],
  ])('ends six hours after %s', (_name, day, zone, end) => {
    expect(new Date(saltEnd(day, zone)).toISOString()).toBe(end.replace('Z', '.000Z'))
  })

  it.each([
    ['2026-06-11T00:30:00Z', '2026-06-10'],
    ['2026-06-11T05:59:59Z', '2026-06-10'],
    ['2026-06-11T06:00:00Z', '2026-06-11'],
    ['2026-06-11T23:59:59Z', '2026-06-11'],
  ])('at %s the oldest living salt is of %s', (now, day) => {
    expect(oldestSaltDay(Date.parse(now), 'UTC')).toBe(day)
  })
})
