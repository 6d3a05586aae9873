// What becomes of a subscription: begun by the API, more, less, ended, taken back, begun again.
import { z } from 'zod'
import type { Draft } from '../../world/draft.ts'
import { idOf } from '../../world/model.ts'
import { beginSubscription } from '../begin-subscription.ts'
import { cancelAtPeriodEnd, endSubscription } from '../end-subscription.ts'
import { linesOf } from '../lines.ts'
import { changeItems, type ItemsChange } from '../prorate.ts'
import { renew } from '../renew.ts'
import { payFirst } from '../subscribe.ts'
import { buyerOf, cardOf, recurringPrice } from './goods.ts'
import { existingOrNew, renewalOptions } from './s05-renewal.ts'
import { interval, purchase, type Scene, scenario } from './scenario.ts'

const byApi = z.strictObject({
  ...purchase,
  product: purchase.product.default('Farthing Pro'),
  every: interval,
  quantity: z.int().min(1).default(1),
  trial_days: z.int().min(0).max(730).default(0),
})
type ByApi = z.output<typeof byApi>

function begin(draft: Draft, of: ByApi): string {
  const buyer = buyerOf(draft, of)
  const price = recurringPrice(draft, of, of.every)
  const method = cardOf(draft, buyer)
  const subscription = beginSubscription(draft, {
    customer: buyer.id,
    email: buyer.email,
    currency: of.currency,
    description: null,
    metadata: of.metadata,
    lines: linesOf(draft, [{ price: price.id, quantity: of.quantity }]),
    trial_days: of.trial_days,
    coupon: null,
    promotion_code: null,
    method,
    session: null,
  })
  payFirst(draft, subscription, method)
  return subscription.id
}

export const subscription_by_api = scenario('Subscription made by the server', byApi, (scene, options) => {
  scene.act((draft) => begin(draft, options))
})

const change = renewalOptions.extend({
  /** What the item costs afterwards. */
  to_amount: z.int().min(0).optional(),
  quantity: z.int().min(1).optional(),
  /** How much of the period is over, 0 to 1. */
  used: z.number().min(0).max(1).default(0.5),
  behavior: z.enum(['always_invoice', 'create_prorations', 'none']).default('always_invoice'),
})

/** The same item at another price or in another number, in the middle of its period. */
function alter(scene: Scene, options: z.output<typeof change>, factor: number): void {
  const { to_amount, quantity, used, behavior, ...wanted } = options
  const id = existingOrNew(scene, wanted)
  scene.pause()
  scene.act((draft) => {
    const [item] = draft.get('subscription', id).own.items
    if (item === undefined) return
    const old = draft.get('price', item.price)
    const amount = to_amount ?? Math.round((old.unit_amount ?? 0) * factor)
    const price = quantity === undefined ? recurringPrice(draft, { ...wanted, amount }, wanted.every).id : item.price
    const span = item.current_period_end - item.current_period_start
    const order: ItemsChange = {
      items: [{ id: item.id, price, quantity: quantity ?? item.quantity }],
      behavior,
      at: item.current_period_start + Math.round(span * used),
    }
    changeItems(draft, id, order)
  })
}

export const upgrade = scenario('Dearer in mid-period: a negative and a positive line', change, (scene, options) =>
  alter(scene, options, 2),
)

export const downgrade = scenario('Cheaper in mid-period: an invoice below zero', change, (scene, options) =>
  alter(scene, options, 0.5),
)

export const canceled_now = scenario('Subscription ended at once', renewalOptions, (scene, options) => {
  const id = existingOrNew(scene, options)
  scene.pause()
  scene.act((draft) => endSubscription(draft, id))
})

const atEnd = renewalOptions.extend({ taken_back: z.boolean().default(false) })

export const canceled_at_period_end = scenario('Cancelled for the end of the period', atEnd, (scene, options) => {
  const id = existingOrNew(scene, options)
  for (const wanted of options.taken_back ? [true, false] : [true]) {
    scene.pause()
    scene.act((draft) => {
      cancelAtPeriodEnd(draft, id, wanted)
      draft.emit('customer.subscription.updated', 'subscription', id)
    })
  }
  scene.pause()
  if (!options.taken_back) scene.act((draft) => renew(draft, id, 'paid'))
})

export const reactivated = scenario('Ended, and begun anew by the same customer', renewalOptions, (scene, options) => {
  const id = existingOrNew(scene, options)
  scene.pause()
  scene.act((draft) => endSubscription(draft, id))
  scene.pause()
  scene.act((draft) => {
    const customer = idOf(draft.get('subscription', id).customer) ?? undefined
    begin(draft, { ...options, customer, quantity: 1, trial_days: 0 })
  })
})
