// Credit that a customer has, and an invoice that uses it up.
import { z } from 'zod'
import { moveBalance } from '../customer-balance.ts'
import { buyerOf } from './goods.ts'
import { invoiceOptions, paidInvoice } from './s06-invoice.ts'
import { scenario } from './scenario.ts'

const options = invoiceOptions.extend({
  /** Given beforehand; 0 uses what the customer has. */
  credit: z.int().min(0).default(500),
})

export const credit_used = scenario('Invoice partly paid from the balance', options, (scene, { credit, ...wanted }) => {
  const customer = scene.act((draft) => {
    const { id } = buyerOf(draft, wanted)
    if (credit > 0) moveBalance(draft, id, { type: 'adjustment', amount: -credit, currency: wanted.currency })
    return id
  })
  paidInvoice(scene, { ...wanted, customer })
})
