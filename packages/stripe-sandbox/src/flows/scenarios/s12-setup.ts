// S12: Checkout that only keeps a card for later.
import { z } from 'zod'
import { createSession } from '../open-session.ts'
import { payAtCheckout, thanks } from './s01-checkout.ts'
import { atCheckout, scenario } from './scenario.ts'

const options = z.strictObject({ ...atCheckout })

export const S12 = scenario('Checkout, setup mode', options, (scene, wanted) => {
  const { id } = scene.act((draft) =>
    createSession(draft, {
      mode: 'setup',
      success_url: thanks,
      currency: wanted.currency,
      metadata: wanted.metadata,
      client_reference_id: wanted.client_reference_id,
      customer: wanted.customer,
      setup_intent_data: { metadata: wanted.intent_metadata },
    }),
  )
  payAtCheckout(scene, id, { email: wanted.email, declines: 0 })
})
