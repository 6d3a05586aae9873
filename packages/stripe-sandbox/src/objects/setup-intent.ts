// A new SetupIntent: a payment method is kept for later, and no money moves. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export function newSetupIntent(
  birth: Birth,
  input: { customer: string | null; metadata: Record<string, string>; method: string },
): Tables['setup_intent'] {
  const id = birth.id('seti')
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${birth.id('secret').slice(-24)}`,
    created: birth.now,
    customer: input.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: birth.livemode,
    managed_payments: null,
    mandate: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.method,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'succeeded',
    usage: 'off_session',
  }
}
