// Which permission a restricted key needs for each object; the names are the ones in Stripe's own refusals. Pure.
import { StripeRefusal } from '../stripe-error.ts'
import type { TableName } from '../world/model.ts'

export type Access = 'read' | 'write'
export type Resource = TableName | 'account'

const permissionNames: Record<Resource, string> = {
  account: 'rak_accounts_kyc_basic',
  application_fee: 'rak_application_fee',
  balance_transaction: 'rak_balance_transaction_source',
  charge: 'rak_charge',
  'checkout.session': 'rak_checkout_session',
  coupon: 'rak_coupon',
  credit_note: 'rak_credit_note',
  customer: 'rak_customer',
  customer_balance_transaction: 'rak_customer',
  discount: 'rak_coupon',
  dispute: 'rak_dispute',
  event: 'rak_event',
  invoice: 'rak_invoice',
  invoice_payment: 'rak_invoice',
  payment_intent: 'rak_payment_intent',
  payment_link: 'rak_payment_links',
  payment_method: 'rak_payment_method',
  payment_record: 'rak_payment_record',
  price: 'rak_plan',
  product: 'rak_product',
  promotion_code: 'rak_promotion_code',
  refund: 'rak_charge',
  setup_intent: 'rak_setup_intent',
  shipping_rate: 'rak_shipping_rate',
  subscription: 'rak_subscription',
  tax_rate: 'rak_tax_rate',
  transfer: 'rak_transfer',
  webhook_endpoint: 'rak_webhook',
}

export const permissionFor = (resource: Resource, access: Access) => `${permissionNames[resource]}_${access}`

/** `null` stands for an unrestricted key; writing includes reading. */
export function allows(granted: readonly string[] | null, resource: Resource, access: Access): boolean {
  if (granted === null) return true
  const read = granted.includes(permissionFor(resource, 'read'))
  const write = granted.includes(permissionFor(resource, 'write'))
  return access === 'read' ? read || write : write
}

export function refuse(key: string, account: string, resource: Resource, access: Access): StripeRefusal {
  const shown = `${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`
  const needed = permissionFor(resource, access)
  return new StripeRefusal(403, {
    type: 'invalid_request_error',
    message: `The provided key '${shown}' does not have the required permissions for this endpoint on account '${account}'. Having the '${needed}' permission would allow this request to continue.`,
  })
}
