// A new product. Pure.

import type { ProductCreate } from '../params/catalogue.ts'
import { mergeMetadata } from '../params/form.ts'
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export const newProduct = (birth: Birth, params: ProductCreate): Tables['product'] => ({
  id: params.id ?? birth.id('prod'),
  object: 'product',
  active: params.active ?? true,
  created: birth.now,
  default_price: null,
  description: params.description ?? null,
  images: params.images ?? [],
  livemode: birth.livemode,
  marketing_features: [],
  metadata: mergeMetadata({}, params.metadata),
  name: params.name,
  package_dimensions: null,
  shippable: params.shippable ?? null,
  statement_descriptor: params.statement_descriptor ?? null,
  tax_code: null,
  tax_details: null,
  type: 'service',
  unit_label: params.unit_label ?? null,
  updated: birth.now,
  url: params.url ?? null,
})
