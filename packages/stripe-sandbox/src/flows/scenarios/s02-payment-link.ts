// S2: a Payment Link, once or as a subscription; the redirect (S2r) is the session's id, and no event of its own.
import { z } from 'zod'
import { createLink, followLink } from '../open-session.ts'
import { oncePrice, recurringPrice } from './goods.ts'
import { payAtCheckout, thanks } from './s01-checkout.ts'
import { atCheckout, scenario } from './scenario.ts'

const options = z.strictObject({
  ...atCheckout,
  declines: z.int().min(0).max(10).default(0),
  /** A subscription instead of one payment. */
  every: z.enum(['day', 'month', 'week', 'year']).optional(),
  invoice: z.boolean().default(false),
})

export const S2 = scenario('Payment Link', options, (scene, wanted) => {
  const link = scene.act((draft) => {
    const price = wanted.every ? recurringPrice(draft, wanted, wanted.every) : oncePrice(draft, wanted)
    return createLink(draft, {
      line_items: [{ price: price.id, quantity: 1 }],
      metadata: wanted.metadata,
      after_completion: { type: 'redirect', redirect: { url: thanks } },
      ...(wanted.every ? {} : { payment_intent_data: { metadata: wanted.intent_metadata } }),
      ...(wanted.invoice ? { invoice_creation: { enabled: true } } : {}),
    })
  })
  scene.pause()
  const { id } = scene.act((draft) =>
    followLink(draft, link, {
      client_reference_id: wanted.client_reference_id ?? null,
      prefilled_email: null,
      prefilled_promo_code: null,
      redirect_query: '',
    }),
  )
  payAtCheckout(scene, id, wanted)
})
