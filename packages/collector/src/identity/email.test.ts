import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashEmail, normaliseEmail } from './email.ts'

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
