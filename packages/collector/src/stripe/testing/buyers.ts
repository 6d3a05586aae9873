// Buyers for tests of whole purchases: what they do at the shop, and what Stripe itself says was paid in the end.

import { cookieOf, owner } from '../../testing/collector.ts'
import type { Shop } from './shop.ts'
import { VIEW } from './shop.ts'

export const card = { email: 'ada@shop.example', method: 'card' } as const
export const debit = { email: 'ada@shop.example', method: 'bank_debit' } as const
const BACK = 'https://shop.example/thanks'

/** A Checkout Session that carries the view's id, as a Payment Link makes it, or none. */
export async function checkout(
  { stripe }: Pick<Shop, 'stripe'>,
  {
    mode = 'payment',
    reference = VIEW,
    amount = 4900,
  }: { mode?: 'payment' | 'subscription'; reference?: string | null; amount?: number } = {},
): Promise<string> {
  const price = await stripe.prices.create({
    currency: 'eur',
    unit_amount: amount,
    product_data: { name: 'Mug' },
    ...(mode === 'subscription' ? { recurring: { interval: 'month' } } : {}),
  })
  const session = await stripe.checkout.sessions.create({
    mode,
    line_items: [{ price: price.id, quantity: 1 }],
    ...(reference ? { client_reference_id: reference } : {}),
    success_url: BACK,
  })
  return session.id
}

/** Answers the session's id. */
export async function buys(
  shop: Shop,
  order: Parameters<typeof checkout>[1] = {},
  payer: typeof card | typeof debit = card,
) {
  const session = await checkout(shop, order)
  shop.sandbox.control.paySession(session, payer)
  return session
}

/** What Stripe says was received and given back, in minor units of the one currency of these tests. */
export async function stripeTotals({ stripe }: Pick<Shop, 'stripe'>): Promise<{ gross: number; refunds: number }> {
  let gross = 0
  let refunds = 0
  for await (const charge of stripe.charges.list({ limit: 100 }))
    if (charge.status === 'succeeded' && charge.captured) gross += charge.amount_captured
  for await (const refund of stripe.refunds.list({ limit: 100 }))
    if (refund.status !== 'failed' && refund.status !== 'canceled') refunds -= refund.amount
  return { gross, refunds }
}

/** What the payments of the shop add up to, by the list that its owner is shown. */
export async function shopTotals(shop: Shop): Promise<{ gross: number; refunds: number }> {
  let gross = 0
  let refunds = 0
  let cursor: string | null = null
  do {
    const path: string = `/api/sites/${shop.siteId}/payments?mode=test${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const { json } = await shop.collector.ask('GET', path, { headers: shop.owner })
    for (const payment of json.payments) {
      if (payment.status === 'pending' || payment.status === 'failed') continue
      gross += payment.gross
      refunds += payment.refunds
    }
    cursor = json.nextCursor
  } while (cursor)
  return { gross, refunds }
}

/** After a long time the owner has to sign in again. */
export async function signInAgain(shop: Shop): Promise<void> {
  const { headers } = await shop.collector.ask('POST', '/api/login', { body: owner })
  Object.assign(shop.owner, { cookie: cookieOf(headers) })
}
