// A shop that has customers: buys, renews, refunds, fails, over days, and waits until the collector has taken all of it in.
import { expect } from 'vitest'
import { openStorage } from '../../storage/open.ts'
import type { Shop } from './shop.ts'

const DAY = 86_400_000
const card = { email: 'ada@shop.example', method: 'card' } as const
const debit = { email: 'ada@shop.example', method: 'bank_debit' } as const

export interface Till {
  /** Checkout of this amount; answers the PaymentIntent's id. */
  buy(amount: number, currency?: string, method?: 'card' | 'bank_debit'): Promise<string>
  subscribe(amount: number): Promise<string>
  refund(intent: string, amount?: number): string
  /** Only Stripe's clock: signatures carry the real time. */
  nextDay(days?: number): void
  /** All webhooks are tried, and all that came is settled. */
  settled(): Promise<void>
}

export function openTill({ sandbox: { control }, stripe, collector }: Shop): Till {
  const session = async (amount: number, currency: string, mode: 'payment' | 'subscription') => {
    const price = await stripe.prices.create({
      currency,
      unit_amount: amount,
      product_data: { name: 'Mug' },
      ...(mode === 'subscription' ? { recurring: { interval: 'month' } } : {}),
    })
    return stripe.checkout.sessions.create({
      mode,
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'https://shop.example/thanks',
    })
  }
  return {
    buy: async (amount, currency = 'eur', method = 'card') => {
      const { id } = await session(amount, currency, 'payment')
      control.paySession(id, method === 'card' ? card : debit)
      return String((await stripe.checkout.sessions.retrieve(id)).payment_intent)
    },
    subscribe: async (amount) => {
      const { id } = await session(amount, 'eur', 'subscription')
      control.paySession(id, card)
      return String((await stripe.checkout.sessions.retrieve(id)).subscription)
    },
    refund: (intent, amount) =>
      control.refund({ payment_intent: intent, ...(amount === undefined ? {} : { amount }) }).id,
    nextDay: (days = 1) => void control.advanceClock(days * DAY),
    settled: async () => {
      await control.idle()
      const storage = await openStorage(collector.databaseUrl)
      try {
        const waiting = () => storage.read.selectFrom('delivery').select('id').where('handled_at', 'is', null).execute()
        await expect.poll(waiting, { timeout: 15_000, interval: 30 }).toEqual([])
      } finally {
        await storage.close()
      }
    },
  }
}
