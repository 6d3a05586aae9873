// Taxes as invoices, their lines and credit notes showed them before basil. Pure.
import type { Tax } from '../objects/tax.ts'

export const oldTaxes = (taxes: readonly Tax[]) =>
  taxes.map((tax) => ({
    amount: tax.amount,
    inclusive: tax.tax_behavior === 'inclusive',
    tax_rate: tax.tax_rate_details?.tax_rate ?? null,
    taxability_reason: tax.taxability_reason,
    taxable_amount: tax.taxable_amount,
  }))
