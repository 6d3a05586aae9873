// A charge in each era: `refunds` expanded until 2022-11-15, `invoice` until basil; the receipt's path says invoice or payment. Pure.
import type Stripe from 'stripe'
import type { Charge, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { subList } from './list.ts'
import { inPresentment } from './presentment.ts'
import { renderRefund } from './refund.ts'
import { eraOf, type Version } from './version.ts'

/** Newest first, as every list. */
export const refundsOf = (view: View, charge: Charge | undefined) =>
  (charge?.own.refunds ?? []).flatMap((id) => view.find('refund', id) ?? []).reverse()

const amounts = ['amount', 'amount_captured', 'amount_refunded'] as const

export function renderCharge(view: View, record: Charge, version: Version) {
  const { own, ...body } = record
  const invoice = own.invoice ?? view.find('payment_intent', record.payment_intent)?.own.invoice ?? null
  const receipt = `${view.base}/receipts/${invoice === null ? 'payment' : 'invoices'}/${record.id}`
  const newest = {
    ...body,
    receipt_url: record.status === 'succeeded' ? receipt : null,
  } satisfies Wire<Stripe.Charge>
  const era = eraOf(version)
  if (era === 'E2') return newest
  const { presentment } = own
  const shown = presentment === null ? newest : inPresentment(newest, record.amount, presentment, amounts)
  if (era === 'E1') return { ...shown, invoice }
  const refunds = refundsOf(view, record).map((refund) => renderRefund(view, refund, version))
  return { ...shown, dispute: own.dispute, invoice, refunds: subList(refunds, `/v1/charges/${record.id}/refunds`) }
}
