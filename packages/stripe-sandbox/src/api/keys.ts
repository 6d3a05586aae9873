// Who is asking: which partition a key opens and what it may do. The sandbox is test mode unless a key was declared live.
import { StripeRefusal } from '../stripe-error.ts'
import type { Mode, Place } from '../world/place.ts'

export interface Caller {
  key: string
  mode: Mode
  /** The platform's own objects, or those of the account that `Stripe-Account` names. */
  place: Place
  /** `null` means everything. */
  permissions: readonly string[] | null
}

export interface KeyRing {
  declareLive(key: string): void
  restrict(key: string, permissions: readonly string[] | null): void
  revoke(key: string): void
  identify(authorization: string | undefined): Caller
  reset(): void
}

const shape = /^(sk|rk)_(test|live)_[A-Za-z0-9_]+$/

/** Bearer, or Basic with the key as user name as in Stripe's curl examples. */
function keyIn(authorization: string): string | undefined {
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return value
  if (scheme === 'Basic') return Buffer.from(value, 'base64').toString().split(':')[0]
  return undefined
}

const unauthorised = (message: string) => new StripeRefusal(401, { type: 'invalid_request_error', message })

export function createKeyRing(liveKeys: readonly string[]): KeyRing {
  const live = new Set(liveKeys)
  const restricted = new Map<string, readonly string[]>()
  const revoked = new Set<string>()
  return {
    declareLive: (key) => live.add(key),
    restrict: (key, permissions) => {
      if (permissions === null) restricted.delete(key)
      else restricted.set(key, permissions)
    },
    revoke: (key) => revoked.add(key),
    identify: (authorization) => {
      if (authorization === undefined)
        throw unauthorised(
          "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
        )
      const key = keyIn(authorization) ?? ''
      if (!shape.test(key) || revoked.has(key))
        throw unauthorised(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`)
      const mode = live.has(key) ? 'live' : 'test'
      return { key, mode, place: mode, permissions: restricted.get(key) ?? null }
    },
    reset: () => {
      restricted.clear()
      revoked.clear()
    },
  }
}
