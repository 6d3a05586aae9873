import { describe, expect, it } from 'vitest'
import { afterAnswer, afterFailure, backOff } from './resolve-return.ts'

const row = { attempts: 0, reported_at: 0 }
const HOUR = 3_600_000

describe('what Stripe says of a redirect', () => {
  it.each([
    ['paid', { status: 'complete', payment_status: 'paid' }, 'confirmed'],
    ['free', { status: 'complete', payment_status: 'no_payment_required' }, 'confirmed'],
    ['on its way', { status: 'complete', payment_status: 'unpaid' }, 'pending'],
    ['still open', { status: 'open', payment_status: 'unpaid' }, 'pending'],
    ['expired', { status: 'expired', payment_status: 'unpaid' }, 'refused'],
    ['something new', {}, 'pending'],
  ])('%s', (_, session, state) => {
    const change = afterAnswer(session, row, 0)
    expect(change.state).toBe(state)
    expect(change.reason).toMatch(/^[A-Z].+\.$/)
  })

  it('is given up after a fortnight', () => {
    expect(afterAnswer({ status: 'open', payment_status: 'unpaid' }, row, 16 * 24 * HOUR).state).toBe('refused')
  })
})

describe('when Stripe does not say', () => {
  it('an unknown id is refused at once', () => {
    expect(afterFailure({ kind: 'missing', sentence: 'No.' }, row)).toMatchObject({ state: 'refused', reason: 'No.' })
  })

  it.each([0, 3, 10, 1_000])('an outage is waited for, after %i tries at most half a minute', (attempts) => {
    const { state, wait } = afterFailure({ kind: 'unavailable', sentence: 'Later.' }, { attempts })
    expect(state).toBe('pending')
    expect(wait).toBeLessThanOrEqual(30_000)
    expect(wait).toBeGreaterThanOrEqual(1_000)
  })

  it('waits longer each time, up to a limit', () => {
    expect([0, 1, 2, 3, 50].map((attempts) => backOff(attempts, 5_000))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
  })
})
