// A merchant at the till, for the tests of purchase shapes: buys as a buyer would and reads what Stripe told since.
import type Stripe from 'stripe'
import { type Merchant, openMerchant, submit } from './merchant.ts'

export const card = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']
export const invoicePaid = ['invoice.updated', 'invoice.paid', 'invoice.payment_succeeded', 'invoice_payment.paid']

export interface Bought {
  status: number
  session: Stripe.Checkout.Session
  events: string[]
}

export interface Till extends Merchant {
  /** Types of the events after the one given, oldest first. */
  told(after?: string): Promise<string[]>
  lastEvent(): Promise<string | undefined>
  checkout(order: Partial<Stripe.Checkout.SessionCreateParams>, price: Stripe.Price, method?: string): Promise<Bought>
}

export async function openTill(): Promise<Till> {
  const merchant = await openMerchant()
  const { stripe, sandbox } = merchant
  const told: Till['told'] = async (after) => {
    const events = await stripe.events.list({ limit: 100, ...(after ? { ending_before: after } : {}) })
    return events.data.map(({ type }) => type).reverse()
  }
  const lastEvent: Till['lastEvent'] = async () => (await stripe.events.list({ limit: 1 })).data[0]?.id
  const checkout: Till['checkout'] = async (order, price, method = 'card') => {
    const opened = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'https://shop.example/thanks?s={CHECKOUT_SESSION_ID}',
      metadata: { visit: 'w1' },
      ...order,
    })
    const before = await lastEvent()
    const answer = await submit(sandbox.url, opened.id, { method })
    const session = await stripe.checkout.sessions.retrieve(opened.id, {
      expand: ['payment_intent.latest_charge', 'invoice.payments', 'subscription'],
    })
    return { status: answer.status, session, events: await told(before) }
  }
  return { ...merchant, told, lastEvent, checkout }
}
