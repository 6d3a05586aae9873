// S6: an invoice that the merchant writes, sends and is paid for; also what may become of it instead.
import { z } from 'zod'
import { newInvoiceLine } from '../../objects/invoice-line.ts'
import { newTaxRate } from '../../objects/tax.ts'
import type { Draft } from '../../world/draft.ts'
import type { InvoiceLine, Tables } from '../../world/model.ts'
import { createInvoice, finalizeInvoice, payInvoice } from '../invoice.ts'
import { markUncollectible, payOutOfBand, voidInvoice } from '../invoice-payment.ts'
import { buyerOf, cardOf } from './goods.ts'
import { purchase, type Scene, scenario } from './scenario.ts'

export const invoiceOptions = z.strictObject({
  ...purchase,
  /** Signed amounts instead of one line of `amount`. */
  lines: z.array(z.int()).min(1).max(100).optional(),
  tax: z.strictObject({ percentage: z.number().min(0).max(100), inclusive: z.boolean() }).optional(),
})
export type InvoiceOptions = z.output<typeof invoiceOptions>

function lineOf(draft: Draft, amount: number, of: InvoiceOptions, tax_rates: Array<Tables['tax_rate']>): InvoiceLine {
  const content = {
    amount,
    discount: 0,
    discount_id: null,
    description: of.product,
    currency: of.currency,
    quantity: 1,
    price: null,
    unit_amount: amount,
    tax_rates,
  }
  return newInvoiceLine(draft, content, { kind: 'item', invoice_item: draft.id('ii') })
}

export function draftInvoice(draft: Draft, of: InvoiceOptions): string {
  const customer = buyerOf(draft, of)
  const rates = of.tax ? [draft.put('tax_rate', newTaxRate(draft, { display_name: 'VAT', ...of.tax }))] : []
  const { id } = createInvoice(draft, {
    billing_reason: 'manual',
    collection_method: 'send_invoice',
    customer,
    email: customer.email,
    currency: of.currency,
    description: null,
    due_date: draft.now + 30 * 86_400,
    lines: (of.lines ?? [of.amount]).map((amount) => lineOf(draft, amount, of, rates)),
    metadata: of.metadata,
    period: { start: draft.now, end: draft.now },
    subscription: null,
  })
  return id
}

/** Written, finalized and sent: it waits for its money. */
export function sendInvoice(scene: Scene, of: InvoiceOptions): string {
  const id = scene.act((draft) => draftInvoice(draft, of))
  scene.pause()
  scene.act((draft) => {
    finalizeInvoice(draft, id)
    draft.emit('invoice.sent', 'invoice', id)
  })
  return id
}

export function payByCard(scene: Scene, id: string): void {
  if (scene.view.find('invoice', id)?.status !== 'open') return
  scene.pause()
  scene.act((draft) => {
    const buyer = draft.find('customer', draft.get('invoice', id).customer)
    payInvoice(draft, id, cardOf(draft, buyer))
  })
}

export const paidInvoice = (scene: Scene, of: InvoiceOptions): string => {
  const id = sendInvoice(scene, of)
  payByCard(scene, id)
  return id
}

export const S6 = scenario('Invoice by hand, paid by card', invoiceOptions, (scene, options) => {
  paidInvoice(scene, options)
})

export const S7 = scenario('Invoice marked as paid elsewhere', invoiceOptions, (scene, options) => {
  const id = sendInvoice(scene, options)
  scene.pause()
  scene.act((draft) => payOutOfBand(draft, id))
})

export const invoice_voided = scenario('Invoice made void before it was paid', invoiceOptions, (scene, options) => {
  const id = sendInvoice(scene, options)
  scene.pause()
  scene.act((draft) => voidInvoice(draft, id))
})

export const invoice_uncollectible = scenario('Invoice given up as uncollectible', invoiceOptions, (scene, options) => {
  const id = sendInvoice(scene, options)
  scene.pause()
  scene.act((draft) => markUncollectible(draft, id))
})
