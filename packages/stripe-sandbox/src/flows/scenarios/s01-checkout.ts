// S1 and S1b: one purchase at Checkout by card, with declined tries, coupon, tax, shipping or an invoice if wished.
import { z } from 'zod'
import { newCoupon } from '../../objects/coupon.ts'
import { newTaxRate } from '../../objects/tax.ts'
import type { SessionCreate } from '../../params/checkout.ts'
import type { Draft } from '../../world/draft.ts'
import { createSession } from '../open-session.ts'
import { type Payer, paySession } from '../pay-session.ts'
import { oncePrice } from './goods.ts'
import { atCheckout, type Scene, scenario } from './scenario.ts'

export const checkoutOptions = z.strictObject({
  ...atCheckout,
  /** Cards that are declined before one works. */
  declines: z.int().min(0).max(10).default(0),
  percent_off: z.number().positive().max(100).optional(),
  tax: z.strictObject({ percentage: z.number().min(0).max(100), inclusive: z.boolean() }).optional(),
  shipping: z.int().min(0).optional(),
})
type Options = z.output<typeof checkoutOptions>

export const thanks = 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}'

export function checkoutOrder(draft: Draft, options: Options, more: Partial<SessionCreate> = {}): SessionCreate {
  const { currency, percent_off, tax, shipping } = options
  const price = oncePrice(draft, options)
  const rate = tax && draft.put('tax_rate', newTaxRate(draft, { display_name: 'VAT', ...tax }))
  const coupon = percent_off && draft.put('coupon', newCoupon(draft, { percent_off }))
  const rate_data = { display_name: 'Post', fixed_amount: { amount: shipping ?? 0, currency } }
  return {
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 1, ...(rate ? { tax_rates: [rate.id] } : {}) }],
    success_url: thanks,
    metadata: options.metadata,
    client_reference_id: options.client_reference_id,
    customer: options.customer,
    payment_intent_data: { metadata: options.intent_metadata },
    ...(coupon ? { discounts: [{ coupon: coupon.id }] } : {}),
    ...(shipping === undefined ? {} : { shipping_options: [{ shipping_rate_data: rate_data }] }),
    ...more,
  }
}

/** Opens the session and pays it; the session's id. */
export function buy(
  scene: Scene,
  options: Options,
  more: { order?: Partial<SessionCreate>; method?: Payer['method'] } = {},
): string {
  const { id } = scene.act((draft) => createSession(draft, checkoutOrder(draft, options, more.order)))
  payAtCheckout(scene, id, options, more.method)
  return id
}

export function payAtCheckout(
  scene: Scene,
  id: string,
  { email, declines }: Pick<Options, 'declines' | 'email'>,
  method: Payer['method'] = 'card',
): void {
  scene.pause()
  for (let tried = 0; tried < declines; tried += 1)
    scene.act((draft) => paySession(draft, id, { email, method: 'declined_card' }))
  scene.act((draft) => paySession(draft, id, { email, method }))
}

export const S1 = scenario('Checkout, payment mode, card', checkoutOptions, (scene, options) => {
  buy(scene, options)
})

export const S1b = scenario('Checkout, payment mode, with an invoice', checkoutOptions, (scene, options) => {
  buy(scene, options, { order: { invoice_creation: { enabled: true } } })
})
