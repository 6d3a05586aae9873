// A new customer. Pure.
import type { CustomerCreate } from '../params/catalogue.ts'
import { mergeMetadata } from '../params/form.ts'
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export function newCustomer(birth: Birth, params: CustomerCreate): Tables['customer'] {
  const id = birth.id('cus')
  return {
    id,
    object: 'customer',
    own: { deleted: false },
    address: null,
    balance: 0,
    created: birth.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: params.invoice_settings?.default_payment_method ?? params.payment_method ?? null,
      footer: null,
      rendering_options: null,
    },
    livemode: birth.livemode,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    next_invoice_sequence: 1,
    phone: params.phone ?? null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}
