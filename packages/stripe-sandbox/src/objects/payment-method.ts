// Payment methods: Stripe's test tokens (`pm_card_visa` …) and how each behaves when charged. Pure.
import type { Behaviour, PaymentMethod } from '../world/model.ts'
import type { Birth } from './birth.ts'

interface Kind {
  type: 'card' | 'customer_balance' | 'sepa_debit' | 'us_bank_account'
  behaviour: Behaviour
}

/** The tokens of Stripe's testing page that matter here; any other `pm_card_…` is a good card. */
export function kindOfToken(token: string): Kind | undefined {
  if (/^pm_card_.*([Dd]eclined|[Ff]ail)/.test(token)) return { type: 'card', behaviour: 'declined' }
  if (token.startsWith('pm_card_')) return { type: 'card', behaviour: 'succeeds' }
  if (token.startsWith('pm_sepa')) return { type: 'sepa_debit', behaviour: 'delayed' }
  if (token.startsWith('pm_usBankAccount')) return { type: 'us_bank_account', behaviour: 'delayed' }
  if (token === 'pm_bankTransfer') return { type: 'customer_balance', behaviour: 'transfer' }
  return undefined
}

export interface Payer {
  email: string | null
  customer: string | null
  name?: string | null
}

export const billingDetailsOf = (payer: Payer): PaymentMethod['billing_details'] => ({
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: payer.email,
  name: payer.name ?? null,
  phone: null,
  tax_id: null,
})

export function newPaymentMethod(birth: Birth, kind: Kind, payer: Payer): PaymentMethod {
  return {
    id: birth.id('pm'),
    object: 'payment_method',
    own: { behaviour: kind.behaviour },
    allow_redisplay: 'unspecified',
    billing_details: billingDetailsOf(payer),
    created: birth.now,
    customer: payer.customer,
    customer_account: null,
    livemode: birth.livemode,
    metadata: {},
    type: kind.type,
    ...detailsOf(kind),
  }
}

function detailsOf(kind: Kind): Pick<PaymentMethod, 'card' | 'sepa_debit' | 'us_bank_account'> {
  if (kind.type !== 'card') return {}
  const last4 = kind.behaviour === 'declined' ? '0002' : '4242'
  return {
    card: {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: 2034,
      fingerprint: `sandbox${last4}`,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  }
}
