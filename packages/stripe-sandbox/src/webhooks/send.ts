// One signed POST to a merchant's endpoint. The signature's time is the wall clock, whatever the sandbox's clock says.
import Stripe from 'stripe'
import type { AttemptRecord } from './delivery.ts'

const signer = new Stripe('sk_test_signing_only').webhooks

export async function sendOnce(
  url: string,
  payload: string,
  secret: string,
  timeoutMs: number,
  stop: AbortSignal,
): Promise<AttemptRecord> {
  const at = Date.now()
  const attempt = (status: number | null, error: string | null) => ({ at, status, error, duration_ms: Date.now() - at })
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: payload,
      // A redirect is a failure for Stripe, not a hint.
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'Stripe-Signature': signer.generateTestHeaderString({ payload, secret }),
      },
    })
    await response.arrayBuffer()
    return attempt(response.status, null)
  } catch (error) {
    return attempt(null, describe(error))
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}
