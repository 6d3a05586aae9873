// What was bought: the lines of sessions and invoices, in whatever era's fields, each as the money it stands for.
import type { FactLine, FactLines } from '../../ledger/fact.ts'
import { amountIn, at, idIn, listIn, type StripeObject, textIn } from './read.ts'

/** After discounts, with tax. They are there only when they were asked for. */
export function sessionLines(session: StripeObject): FactLines | null {
  const items = listIn(session.line_items).map((line) => ({
    id: idIn(line) ?? '',
    product: idIn(at(line, 'price', 'product')),
    price: idIn(at(line, 'price')),
    description: textIn(at(line, 'description')),
    amount: amountIn(at(line, 'amount_total')),
  }))
  return withShipping(items, session, at(session.line_items, 'has_more') !== true)
}

/** Discounts are taken off, and the taxes put on that the amount does not contain. Prorations keep their sign. */
export function invoiceLines(invoice: StripeObject): FactLines | null {
  const items = listIn(invoice.lines).map((line) => ({
    id: idIn(line) ?? '',
    product:
      idIn(at(line, 'pricing', 'price_details', 'product')) ??
      idIn(at(line, 'price', 'product')) ??
      idIn(at(line, 'plan', 'product')),
    price: idIn(at(line, 'pricing', 'price_details', 'price')) ?? idIn(at(line, 'price')) ?? idIn(at(line, 'plan')),
    description: textIn(at(line, 'description')),
    amount: amountIn(at(line, 'amount')) - discounts(line) + exclusiveTaxes(line),
  }))
  return withShipping(items, invoice, at(invoice.lines, 'has_more') !== true)
}

function withShipping(items: FactLine[], owner: StripeObject, complete: boolean): FactLines | null {
  if (items.length === 0) return null
  const amount = amountIn(at(owner, 'shipping_cost', 'amount_total'))
  const shipping = { id: 'shipping', product: null, price: null, description: 'Shipping', amount }
  return { complete, items: amount === 0 ? items : [...items, shipping] }
}

const discounts = (line: unknown): number => sumOf(listIn(at(line, 'discount_amounts')))

/** An object may carry the taxes of both eras at once: one of the two is read. */
function exclusiveTaxes(line: unknown): number {
  const taxes = listIn(at(line, 'taxes'))
  if (taxes.length > 0) return sumOf(taxes.filter((tax) => at(tax, 'tax_behavior') === 'exclusive'))
  return sumOf(listIn(at(line, 'tax_amounts')).filter((tax) => at(tax, 'inclusive') === false))
}

const sumOf = (parts: unknown[]): number => parts.reduce<number>((sum, part) => sum + amountIn(at(part, 'amount')), 0)
