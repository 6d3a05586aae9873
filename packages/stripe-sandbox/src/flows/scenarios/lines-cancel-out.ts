// A trap that merchants really set: a payment, and beside it an invoice whose lines cancel each other out.
import { z } from 'zod'
import { buyerOf } from './goods.ts'
import { payIntent } from './s03-intent.ts'
import { sendInvoice } from './s06-invoice.ts'
import { purchase, scenario } from './scenario.ts'

const options = z.strictObject({ ...purchase, amount: purchase.amount.default(48_000) })

export const lines_cancel_out = scenario(
  'A payment, and an invoice of +amount and -amount',
  options,
  (scene, wanted) => {
    const customer = scene.act((draft) => {
      const { id } = buyerOf(draft, wanted)
      payIntent(draft, { ...wanted, customer: id })
      return id
    })
    sendInvoice(scene, { ...wanted, customer, lines: [wanted.amount, -wanted.amount] })
  },
)
