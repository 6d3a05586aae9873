// Which table an id belongs to. Pure.
import type { TableName } from './model.ts'

/** Which table an id belongs to is told by its prefix, as in Stripe. */
const prefixes: ReadonlyArray<readonly [string, TableName]> = [
  ['prod_', 'product'],
  ['price_', 'price'],
  ['cus_', 'customer'],
  ['promo_', 'promotion_code'],
  ['pm_', 'payment_method'],
  ['plink_', 'payment_link'],
  ['cs_', 'checkout.session'],
  ['pi_', 'payment_intent'],
  ['ch_', 'charge'],
  ['py_', 'charge'],
  ['re_', 'refund'],
  ['pyr_', 'refund'],
  ['txn_', 'balance_transaction'],
  ['in_', 'invoice'],
  ['inpay_', 'invoice_payment'],
  ['sub_', 'subscription'],
  ['we_', 'webhook_endpoint'],
  ['evt_', 'event'],
  ['seti_', 'setup_intent'],
  ['cn_', 'credit_note'],
  ['dp_', 'dispute'],
  ['di_', 'discount'],
  ['txr_', 'tax_rate'],
  ['shr_', 'shipping_rate'],
  ['cbtxn_', 'customer_balance_transaction'],
  ['prec_', 'payment_record'],
  ['tr_', 'transfer'],
  ['fee_', 'application_fee'],
]

export const tableOfId = (id: string): TableName | undefined => prefixes.find(([prefix]) => id.startsWith(prefix))?.[1]
