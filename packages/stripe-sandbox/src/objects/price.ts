// A new price of a product. Pure.
import type { PriceCreate, PriceData } from '../params/catalogue.ts'
import { mergeMetadata } from '../params/form.ts'
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export const newPrice = (
  birth: Birth,
  product: string,
  params: Omit<PriceCreate, 'product' | 'product_data'>,
): Tables['price'] => ({
  id: birth.id('price'),
  object: 'price',
  active: params.active ?? true,
  billing_scheme: 'per_unit',
  created: birth.now,
  currency: params.currency,
  custom_unit_amount: null,
  livemode: birth.livemode,
  lookup_key: params.lookup_key ?? null,
  metadata: mergeMetadata({}, params.metadata),
  nickname: params.nickname ?? null,
  product,
  recurring: recurringOf(params.recurring),
  tax_behavior: params.tax_behavior ?? 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: params.recurring === undefined ? 'one_time' : 'recurring',
  unit_amount: params.unit_amount,
  unit_amount_decimal: String(params.unit_amount),
})

const recurringOf = (recurring: PriceData['recurring']): Tables['price']['recurring'] =>
  recurring === undefined
    ? null
    : {
        interval: recurring.interval,
        interval_count: recurring.interval_count ?? 1,
        meter: null,
        trial_period_days: null,
        usage_type: recurring.usage_type ?? 'licensed',
      }
