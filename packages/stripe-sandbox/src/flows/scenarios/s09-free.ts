// S9: a coupon takes everything off, once or from a subscription.
import { z } from 'zod'
import { buy, checkoutOptions } from './s01-checkout.ts'
import { subscribeAtCheckout, subscriptionOptions } from './s04-subscription.ts'
import { atCheckout, scenario } from './scenario.ts'

const options = z.strictObject({ ...atCheckout, subscription: z.boolean().default(false) })

export const S9 = scenario('Coupon of 100 %', options, (scene, { subscription, ...wanted }) => {
  const { intent_metadata: _none, ...buyer } = wanted
  if (subscription) subscribeAtCheckout(scene, subscriptionOptions.parse({ ...buyer, percent_off: 100 }))
  else buy(scene, checkoutOptions.parse({ ...wanted, percent_off: 100 }))
})
