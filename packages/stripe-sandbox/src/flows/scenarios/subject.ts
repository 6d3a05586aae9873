// Which charge, invoice or subscription is meant by an id that leads to it.
import { invalid } from '../../stripe-error.ts'
import { type Invoice, idOf } from '../../world/model.ts'
import type { View } from '../../world/partition.ts'

function paidWith(view: View, invoice: Invoice | undefined): string | null {
  const payments = (invoice?.own.payments ?? []).flatMap((id) => view.find('invoice_payment', id) ?? [])
  const paid = payments.find(({ status }) => status === 'paid') ?? payments[0]
  return idOf(paid?.payment.charge) ?? chargeOfIntent(view, idOf(paid?.payment.payment_intent))
}

const chargeOfIntent = (view: View, id: string | null): string | null =>
  idOf(view.find('payment_intent', id)?.latest_charge)

function invoiceFor(view: View, id: string): string | null {
  if (id.startsWith('in_')) return id
  if (id.startsWith('sub_')) return idOf(view.find('subscription', id)?.latest_invoice)
  if (id.startsWith('cs_')) return idOf(view.find('checkout.session', id)?.invoice)
  if (id.startsWith('cn_')) return idOf(view.find('credit_note', id)?.invoice)
  return view.find('payment_intent', id)?.own.invoice ?? view.find('charge', id)?.own.invoice ?? null
}

function found(id: string | null, what: string, given: string): string {
  if (id === null) throw invalid(`'${given}' leads to no ${what}.`, 'of')
  return id
}

export function chargeOf(view: View, id: string): string {
  if (view.find('charge', id) !== undefined) return id
  const intent = view.find('checkout.session', id)?.payment_intent ?? id
  const charge = chargeOfIntent(view, intent) ?? paidWith(view, view.find('invoice', invoiceFor(view, id)))
  return found(charge, 'charge', id)
}

export const invoiceOf = (view: View, id: string): string => found(invoiceFor(view, id), 'invoice', id)

export function subscriptionOf(view: View, id: string): string {
  if (id.startsWith('sub_')) return id
  const session = view.find('checkout.session', id)
  return found(idOf(session?.subscription) ?? view.find('invoice', id)?.own.subscription ?? null, 'subscription', id)
}
