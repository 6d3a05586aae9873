// S11: several payments for one invoice, more than it asked for, and one payment for several invoices.
import { z } from 'zod'
import { attachPaid } from '../invoice-payment.ts'
import { payIntent } from './s03-intent.ts'
import { type InvoiceOptions, invoiceOptions, payByCard, sendInvoice } from './s06-invoice.ts'
import { type Scene, scenario } from './scenario.ts'

/** Part of an open invoice by a payment of its own. */
function payPart(scene: Scene, invoice: string, options: InvoiceOptions, amount: number): void {
  scene.pause()
  scene.act((draft) => {
    const customer = draft.get('invoice', invoice).customer ?? undefined
    const order = { ...options, customer, amount, metadata: {}, product: 'Payment for Invoice' }
    const intent = payIntent(draft, order, { invoice, order_reference: draft.orderReference(invoice) })
    attachPaid(draft, invoice, { type: 'payment_intent', payment_intent: intent }, amount)
  })
}

const parts = invoiceOptions.extend({
  /** Default 40 % and the rest. More than the amount overpays it. */
  parts: z.array(z.int().min(1)).min(1).max(20).optional(),
})

export const S11 = scenario('Several payments for one invoice', parts, (scene, { parts: given, ...options }) => {
  const id = sendInvoice(scene, options)
  const due = scene.view.find('invoice', id)?.amount_due ?? 0
  const first = Math.max(1, Math.round(due * 0.4))
  for (const part of given ?? [first, due - first]) {
    if (part > 0 && scene.view.find('invoice', id)?.status === 'open') payPart(scene, id, options, part)
  }
})

export const S11p = scenario(
  'Part of an invoice, the rest by its own payment',
  parts,
  (scene, { parts: given, ...options }) => {
    const id = sendInvoice(scene, options)
    for (const part of given ?? [Math.max(1, Math.floor(options.amount / 3))]) payPart(scene, id, options, part)
    payByCard(scene, id)
  },
)

const over = invoiceOptions.extend({ over: z.int().min(1).default(200) })

export const invoice_overpaid = scenario(
  'Invoice overpaid; the rest is credit',
  over,
  (scene, { over: more, ...options }) => {
    const id = sendInvoice(scene, options)
    payPart(scene, id, options, (scene.view.find('invoice', id)?.amount_due ?? 0) + more)
  },
)

const several = invoiceOptions.extend({
  /** What each invoice asks for; default two halves. */
  shares: z.array(z.int().min(1)).min(2).max(10).optional(),
})

export const S11b = scenario('One payment for several invoices', several, (scene, { shares, ...options }) => {
  const half = Math.max(1, Math.floor(options.amount / 2))
  const asked = shares ?? [half, Math.max(1, options.amount - half)]
  const amount = asked.reduce((sum, share) => sum + share, 0)
  let { customer } = options
  const invoices = asked.map((share) => {
    const id = sendInvoice(scene, { ...options, customer, amount: share, lines: undefined })
    customer = scene.view.find('invoice', id)?.customer ?? undefined
    return id
  })
  scene.pause()
  scene.act((draft) => {
    const [first] = invoices
    const intent = payIntent(draft, { ...options, customer, amount }, first === undefined ? {} : { invoice: first })
    for (const id of invoices)
      attachPaid(
        draft,
        id,
        { type: 'payment_intent', payment_intent: intent },
        draft.get('invoice', id).amount_remaining,
      )
  })
})
