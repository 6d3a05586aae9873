// Stripe's rate limit as a switch: so many requests in each second of real time, for all calls and for one address; the rest is refused.

export interface RateLimit {
  per_second: number
  /** For one address, such as `/v1/events`. */
  per_endpoint?: number
}

export interface RateLimitState extends Partial<RateLimit> {
  served: number
  refused: number
}

export interface RateLimits {
  /** `null` switches it off; the counts begin again. */
  set(limit: RateLimit | null): void
  state(): RateLimitState
  /** Why this request is refused, or nothing. */
  take(path: string): 'endpoint-rate' | 'global-rate' | undefined
}

/** `/v1/charges/ch_1` and `/v1/charges/ch_2` are one address. */
const addressOf = (path: string) =>
  path
    .split('/')
    .map((part) => (/^[a-z]+_.*[0-9A-Z]/.test(part) ? ':id' : part))
    .join('/')

export function createRateLimits(now: () => number): RateLimits {
  let limit: RateLimit | null = null
  let counts = { served: 0, refused: 0 }
  let second = -1
  const used = new Map<string, number>()
  return {
    set: (next) => {
      limit = next
      counts = { served: 0, refused: 0 }
      used.clear()
    },
    state: () => ({ ...limit, ...counts }),
    take: (path) => {
      if (limit === null) return undefined
      const current = Math.floor(now() / 1000)
      if (current !== second) used.clear()
      second = current
      const address = addressOf(path)
      const all = used.get('') ?? 0
      const here = used.get(address) ?? 0
      const reason =
        all >= limit.per_second
          ? 'global-rate'
          : here >= (limit.per_endpoint ?? Number.POSITIVE_INFINITY)
            ? 'endpoint-rate'
            : undefined
      if (reason !== undefined) {
        counts.refused += 1
        return reason
      }
      used.set('', all + 1).set(address, here + 1)
      counts.served += 1
      return undefined
    },
  }
}
