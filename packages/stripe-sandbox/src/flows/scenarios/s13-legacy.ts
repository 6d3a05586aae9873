// S13: a charge of the time before intents, alone or as the payment of an invoice.
import { z } from 'zod'
import { chargeDirectly } from '../direct-charge.ts'
import { openInvoice } from '../invoice.ts'
import { cardOf } from './goods.ts'
import { draftInvoice, invoiceOptions } from './s06-invoice.ts'
import { scenario } from './scenario.ts'

const options = invoiceOptions.extend({ invoice: z.boolean().default(false) })

export const S13 = scenario('Charge without an intent', options, (scene, { invoice, ...wanted }) => {
  const order = {
    amount: wanted.amount,
    currency: wanted.currency,
    customer: wanted.customer ?? null,
    description: wanted.product,
    metadata: wanted.metadata,
    receipt_email: wanted.email,
  }
  if (!invoice) {
    scene.act((draft) => chargeDirectly(draft, order, cardOf(draft, undefined, wanted.email)))
    return
  }
  const id = scene.act((draft) => draftInvoice(draft, wanted))
  scene.pause()
  scene.act((draft) => {
    const { amount_due, customer } = openInvoice(draft, id, 'apply')
    draft.emit('invoice.finalized', 'invoice', id)
    const bill = {
      ...order,
      amount: amount_due,
      customer,
      description: 'Payment for Invoice',
      metadata: {},
      invoice: id,
    }
    chargeDirectly(draft, bill, cardOf(draft, draft.find('customer', customer)))
  })
})
