// S3: a PaymentIntent that the merchant's server makes and confirms.
import { z } from 'zod'
import type { IntentInput } from '../../objects/payment-intent.ts'
import type { Draft } from '../../world/draft.ts'
import { confirmIntent, createIntent } from '../intent.ts'
import { purchase, type Scene, scenario } from './scenario.ts'

const intentOptions = z.strictObject({ ...purchase, declines: z.int().min(0).max(10).default(0) })
type Options = Pick<
  z.output<typeof intentOptions>,
  'amount' | 'currency' | 'customer' | 'email' | 'metadata' | 'product'
>

export const intentOrder = (options: Options, more: Partial<IntentInput> = {}): IntentInput => ({
  amount: options.amount,
  currency: options.currency,
  customer: options.customer ?? null,
  description: options.product,
  metadata: options.metadata,
  receipt_email: options.email,
  ...more,
})

/** Makes an intent and pays it at once. */
export function payIntent(draft: Draft, options: Options, more: Partial<IntentInput> = {}, token = 'pm_card_visa') {
  const { id } = createIntent(draft, intentOrder(options, more))
  confirmIntent(draft, id, token)
  return id
}

/** The same in steps, with declined cards before. */
export function payInSteps(scene: Scene, options: Options & { declines: number }, more: Partial<IntentInput> = {}) {
  const { id } = scene.act((draft) => createIntent(draft, intentOrder(options, more)))
  for (let tried = 0; tried < options.declines; tried += 1) {
    scene.pause()
    scene.act((draft) => confirmIntent(draft, id, 'pm_card_chargeDeclined'))
  }
  scene.pause()
  scene.act((draft) => confirmIntent(draft, id, 'pm_card_visa'))
  return id
}

export const S3 = scenario('PaymentIntent by the server', intentOptions, (scene, options) => {
  payInSteps(scene, options)
})
