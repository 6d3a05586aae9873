// S16: Adaptive Pricing. The buyer pays in another currency than the merchant asks in.

import { z } from 'zod'
import { exchangeRate } from '../../world/settings.ts'
import { createSession } from '../open-session.ts'
import { checkoutOptions, checkoutOrder, payAtCheckout } from './s01-checkout.ts'
import { scenario } from './scenario.ts'

const options = checkoutOptions.extend({
  presentment_currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .default('vnd'),
  presentment_amount: z.int().min(1).optional(),
})

export const S16 = scenario('Checkout with Adaptive Pricing', options, (scene, wanted) => {
  const { presentment_amount, presentment_currency: currency, ...order } = wanted
  const { id } = scene.act((draft) => {
    const converted = (total: number) => Math.max(1, Math.round(total * exchangeRate(order.currency, currency)))
    return createSession(draft, checkoutOrder(draft, order), {
      presentment: (total) => ({ amount: presentment_amount ?? converted(total), currency }),
    })
  })
  payAtCheckout(scene, id, order)
})
