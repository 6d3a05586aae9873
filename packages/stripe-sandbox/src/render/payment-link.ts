// A Payment Link with its public address. Pure.
import type Stripe from 'stripe'
import type { PaymentLink, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'

export function renderPaymentLink(view: View, record: PaymentLink) {
  const { own, ...body } = record
  return { ...body, url: `${view.base}/pay/${own.slug}` } satisfies Wire<Stripe.PaymentLink>
}
