// What tax is in or on an amount: inclusive tax is part of it, exclusive tax comes on top. Pure.
import type { InvoiceLine, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export type Tax = NonNullable<InvoiceLine['taxes']>[number]
type Rate = Tables['tax_rate']

export interface TaxRateInput {
  display_name: string
  inclusive: boolean
  percentage: number
}

export const newTaxRate = (birth: Birth, input: TaxRateInput): Rate => ({
  ...input,
  id: birth.id('txr'),
  object: 'tax_rate',
  active: true,
  country: null,
  created: birth.now,
  description: null,
  effective_percentage: input.percentage,
  flat_amount: null,
  jurisdiction: null,
  jurisdiction_level: null,
  livemode: birth.livemode,
  metadata: {},
  rate_type: 'percentage',
  state: null,
  tax_type: 'vat',
})

/** `net` is what is left after discounts. */
export const taxesOn = (net: number, rates: readonly Rate[]): Tax[] =>
  rates.map((rate) => {
    const part = rate.percentage / 100
    const amount = Math.round(rate.inclusive ? net - net / (1 + part) : net * part)
    return {
      amount,
      tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: 'standard_rated',
      taxable_amount: rate.inclusive ? net - amount : net,
      type: 'tax_rate_details',
    }
  })

export const sumOfTaxes = (taxes: readonly Tax[]): number => taxes.reduce((sum, { amount }) => sum + amount, 0)

export const exclusiveTax = (taxes: readonly Tax[]): number =>
  sumOfTaxes(taxes.filter(({ tax_behavior }) => tax_behavior === 'exclusive'))

/** One entry per rate, as an invoice shows the taxes of all its lines. */
export function totalTaxes(taxes: readonly Tax[]): Tax[] {
  const perRate = new Map<string, Tax>()
  for (const tax of taxes) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.tax_behavior}`
    const sum = perRate.get(key)
    const taxable_amount = (sum?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0)
    perRate.set(key, { ...tax, amount: (sum?.amount ?? 0) + tax.amount, taxable_amount })
  }
  return [...perRate.values()]
}
