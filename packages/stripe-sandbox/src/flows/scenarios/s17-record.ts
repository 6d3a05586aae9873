// S17: money that came another way and was reported to Stripe, for all of an invoice or for a part of it.
import { z } from 'zod'
import { newPaymentRecord } from '../../objects/payment-record.ts'
import { attachPaid } from '../invoice-payment.ts'
import { invoiceOptions, payByCard, sendInvoice } from './s06-invoice.ts'
import { scenario } from './scenario.ts'

const options = invoiceOptions.extend({
  /** How much came another way; the rest is paid by card. Default all. */
  outside: z.int().min(1).optional(),
})

export const S17 = scenario('Invoice paid by a payment record', options, (scene, { outside, ...wanted }) => {
  const id = sendInvoice(scene, wanted)
  scene.pause()
  scene.act((draft) => {
    const { amount_remaining, customer, currency } = draft.get('invoice', id)
    const amount = Math.min(outside ?? amount_remaining, amount_remaining)
    const record = draft.put('payment_record', newPaymentRecord(draft, { amount, currency, customer, metadata: {} }))
    attachPaid(draft, id, { type: 'payment_record', payment_record: record.id }, amount)
  })
  payByCard(scene, id)
})
