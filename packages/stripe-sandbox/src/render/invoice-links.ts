// Which payments an invoice has, and the one that the objects named before basil. Pure.
import { type Invoice, idOf, type Tables } from '../world/model.ts'
import type { View } from '../world/partition.ts'

export const paymentsOf = (view: View, invoice: Invoice | undefined): Tables['invoice_payment'][] =>
  (invoice?.own.payments ?? []).flatMap((id) => view.find('invoice_payment', id) ?? [])

/** The invoice's one PaymentIntent of the time before partial payments: its default payment. */
export function intentOfInvoice(view: View, invoice: Invoice): string | null {
  const payments = paymentsOf(view, invoice)
  const chosen = payments.find((payment) => payment.is_default) ?? payments[0]
  return chosen === undefined ? null : idOf(chosen.payment.payment_intent)
}
