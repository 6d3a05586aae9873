// What a session or Payment Link passes on: its own metadata stays with the session, these go to the objects of the payment. Pure.
import type { SessionCreate } from '../params/checkout.ts'
import { mergeMetadata } from '../params/form.ts'
import type { Handover } from '../world/model.ts'

type Asked = Pick<SessionCreate, 'invoice_creation' | 'payment_intent_data' | 'setup_intent_data' | 'subscription_data'>

export const handoverOf = (params: Asked): Handover => ({
  intent: {
    metadata: mergeMetadata({}, params.payment_intent_data?.metadata),
    description: params.payment_intent_data?.description ?? null,
    capture_method: params.payment_intent_data?.capture_method === 'manual' ? 'manual' : 'automatic',
  },
  subscription: {
    metadata: mergeMetadata({}, params.subscription_data?.metadata),
    description: params.subscription_data?.description ?? null,
    trial_days: params.subscription_data?.trial_period_days ?? 0,
  },
  setup: { metadata: mergeMetadata({}, params.setup_intent_data?.metadata) },
  invoice: {
    metadata: mergeMetadata({}, params.invoice_creation?.invoice_data?.metadata),
    description: params.invoice_creation?.invoice_data?.description ?? null,
  },
})
