// The one account of the sandbox. Pure.
import type Stripe from 'stripe'
import type { Wire } from '../world/model.ts'

export const accountOf = (id: string, created: number) =>
  ({
    id,
    object: 'account',
    business_profile: null,
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'US',
    created,
    default_currency: 'usd',
    details_submitted: true,
    email: 'owner@sandbox.example',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  }) satisfies Wire<Stripe.Account>
