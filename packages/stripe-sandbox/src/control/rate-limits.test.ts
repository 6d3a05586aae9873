// How many requests pass in each second, in all and for one address.
import { describe, expect, it } from 'vitest'
import { createRateLimits } from './rate-limits.ts'

describe('a rate limit', () => {
  it('counts each second anew', () => {
    let now = 0
    const limits = createRateLimits(() => now)
    expect(limits.take('/v1/charges')).toBeUndefined()
    limits.set({ per_second: 2 })
    expect(['a', 'b', 'c'].map((path) => limits.take(path))).toEqual([undefined, undefined, 'global-rate'])
    now = 1000
    expect(limits.take('c')).toBeUndefined()
    expect(limits.state()).toEqual({ per_second: 2, served: 3, refused: 1 })
  })

  it('takes the objects of one kind for one address', () => {
    const limits = createRateLimits(() => 0)
    limits.set({ per_second: 100, per_endpoint: 1 })
    const paths = ['/v1/charges/ch_3AB', '/v1/charges/ch_3CD', '/v1/payment_intents', '/v1/charges']
    expect(paths.map((path) => limits.take(path))).toEqual([undefined, 'endpoint-rate', undefined, undefined])
  })
})
