// A charge in each era: `refunds` expanded until 2022-11-15, `invoice` until basil; the receipt's path says invoice or payment. Pure.
import type Stripe from 'stripe'
import type { Charge, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { subList } from './list.ts'
import { renderRefund } from './refund.ts'
import { eraOf, type Version } from './version.ts'

/** Newest first, as every list. */
export const refundsOf = (view: View, charge: Charge | undefined) =>
  (charge?.own.refunds ?? []).flatMap((id) => view.find('refund', id) ?? []).reverse()

export function renderCharge(view: View, record: Charge, version: Version) {
  const { own: _own, ...body } = record
  const invoice = view.find('payment_intent', record.payment_intent)?.own.invoice ?? null
  const receipt = `${view.base}/receipts/${invoice === null ? 'payment' : 'invoices'}/${record.id}`
  const newest = {
    ...body,
    receipt_url: record.status === 'succeeded' ? receipt : null,
  } satisfies Wire<Stripe.Charge>
  const era = eraOf(version)
  if (era === 'E2') return newest
  if (era === 'E1') return { ...newest, invoice }
  const refunds = refundsOf(view, record).map(renderRefund)
  return { ...newest, invoice, refunds: subList(refunds, `/v1/charges/${record.id}/refunds`) }
}
