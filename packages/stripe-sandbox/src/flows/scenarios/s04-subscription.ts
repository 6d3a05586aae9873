// S4: a subscription begun at Checkout, with its first invoice.
import { z } from 'zod'
import { newCoupon } from '../../objects/coupon.ts'
import { newTaxRate } from '../../objects/tax.ts'
import { createSession } from '../open-session.ts'
import { recurringPrice } from './goods.ts'
import { payAtCheckout, thanks } from './s01-checkout.ts'
import { interval, labels, purchase, type Scene, scenario } from './scenario.ts'

export const subscriptionOptions = z.strictObject({
  ...purchase,
  product: purchase.product.default('Farthing Pro'),
  client_reference_id: z.string().max(200).optional(),
  subscription_metadata: labels.default({}),
  declines: z.int().min(0).max(10).default(0),
  every: interval,
  trial_days: z.int().min(0).max(730).default(0),
  /** Off every cycle. */
  percent_off: z.number().positive().max(100).optional(),
  tax: z.strictObject({ percentage: z.number().min(0).max(100), inclusive: z.boolean() }).optional(),
})
type Options = z.output<typeof subscriptionOptions>

/** The session's id. */
export function subscribeAtCheckout(scene: Scene, options: Options): string {
  const { id } = scene.act((draft) => {
    const { percent_off, tax } = options
    const price = recurringPrice(draft, options, options.every)
    const rate = tax && draft.put('tax_rate', newTaxRate(draft, { display_name: 'VAT', ...tax }))
    const coupon = percent_off && draft.put('coupon', newCoupon(draft, { percent_off, duration: 'forever' }))
    const trial = options.trial_days > 0 ? { trial_period_days: options.trial_days } : {}
    return createSession(draft, {
      mode: 'subscription',
      line_items: [{ price: price.id, quantity: 1, ...(rate ? { tax_rates: [rate.id] } : {}) }],
      success_url: thanks,
      metadata: options.metadata,
      client_reference_id: options.client_reference_id,
      customer: options.customer,
      subscription_data: { metadata: options.subscription_metadata, ...trial },
      ...(coupon ? { discounts: [{ coupon: coupon.id }] } : {}),
    })
  })
  payAtCheckout(scene, id, options)
  return id
}

export const S4 = scenario('Checkout, subscription mode', subscriptionOptions, (scene, options) => {
  subscribeAtCheckout(scene, options)
})
