// Which payments an invoice has, and the one that the objects named before basil. Pure.
import { type Invoice, idOf, type Tables } from '../world/model.ts'
import type { View } from '../world/partition.ts'

export const paymentsOf = (view: View, invoice: Invoice | undefined): Tables['invoice_payment'][] =>
  (invoice?.own.payments ?? []).flatMap((id) => view.find('invoice_payment', id) ?? [])

const defaultOf = (view: View, invoice: Invoice) => {
  const payments = paymentsOf(view, invoice).filter(({ status }) => status !== 'canceled')
  return payments.find((payment) => payment.is_default) ?? payments[0] ?? paymentsOf(view, invoice)[0]
}

/** The invoice's one PaymentIntent of the time before partial payments: its default payment. */
export const intentOfInvoice = (view: View, invoice: Invoice): string | null =>
  idOf(defaultOf(view, invoice)?.payment.payment_intent)

/** Its charge, also from the time before intents. */
export function chargeOfInvoice(view: View, invoice: Invoice): string | null {
  const payment = defaultOf(view, invoice)?.payment
  return idOf(payment?.charge) ?? view.find('payment_intent', idOf(payment?.payment_intent))?.latest_charge ?? null
}
