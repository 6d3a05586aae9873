import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ModuleOptions, Outgoing } from './api.ts'
import { forgetVisitor, storedVisitor } from './consented.ts'
import { reviewOf } from './review.ts'

const view: Outgoing = { type: 'view', viewId: 'view_1', url: 'https://shop.example/a?b=1', referrer: '' }
const review = (options: Partial<ModuleOptions>, message = view) =>
  reviewOf({ site: 'site_abcdefgh', ...options })(message)

/** What a browser's storage does, as far as it is used. */
const fakeStorage = () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('localStorage', storage)
  return kept
}

afterEach(() => vi.unstubAllGlobals())

describe('46: transform', () => {
  test('may change, redact or drop a message', () => {
    expect(review({ transform: (message) => ({ ...message, url: 'https://shop.example/redacted' }) })).toMatchObject({
      url: 'https://shop.example/redacted',
    })
    expect(review({ transform: () => null })).toBeNull()
    expect(review({})).toEqual(view)
  })
})

describe('47: exclusions', () => {
  test('drop whatever is said on such a page', () => {
    expect(review({ exclude: ['/a'] })).toBeNull()
    expect(review({ exclude: ['/b'] })).toEqual(view)
    vi.stubGlobal('location', { href: 'https://shop.example/admin/1' })
    expect(review({ exclude: ['/admin/*'] }, { type: 'identify', viewId: 'view_1' })).toBeNull()
  })
})

describe('57: consented mode', () => {
  test('is off: nothing is stored, nothing is sent', () => {
    const kept = fakeStorage()
    expect(review({})).not.toHaveProperty('storedVisitorId')
    expect(kept.size).toBe(0)
  })

  test('on, sends the same stored id with every view and with nothing else, until it is forgotten', () => {
    const kept = fakeStorage()
    const first = review({ consented: true })?.storedVisitorId
    expect(first).toMatch(/^view_[0-9_]+$/)
    expect(review({ consented: true })?.storedVisitorId).toBe(first)
    expect(review({ consented: true }, { ...view, type: 'event' })).not.toHaveProperty('storedVisitorId')
    expect([...kept.keys()]).toEqual(['farthing_visitor'])
    forgetVisitor()
    expect(kept.size).toBe(0)
    expect(review({ consented: true })?.storedVisitorId).not.toBe(first)
  })

  test('does without where storage is forbidden', () => {
    vi.stubGlobal('localStorage', undefined)
    expect(storedVisitor()).toBeUndefined()
    expect(forgetVisitor).not.toThrow()
  })
})
