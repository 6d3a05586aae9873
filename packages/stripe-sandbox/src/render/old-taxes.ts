// Taxes as invoices, their lines and credit notes showed them before basil. Pure.
import type { Tax } from '../objects/tax.ts'

export interface OldTax {
  amount: number
  inclusive: boolean
  tax_rate: string | null
  taxability_reason: string
  taxable_amount: number | null
}

export const oldTaxes = (taxes: readonly Tax[]): OldTax[] =>
  taxes.map((tax) => ({
    amount: tax.amount,
    inclusive: tax.tax_behavior === 'inclusive',
    tax_rate: tax.tax_rate_details?.tax_rate ?? null,
    taxability_reason: tax.taxability_reason,
    taxable_amount: tax.taxable_amount,
  }))
