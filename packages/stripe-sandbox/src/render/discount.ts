// A discount: its coupon stands under `source` since 2025-09-30.clover, and whole beside it before. Pure.
import type Stripe from 'stripe'
import { idOf, type Tables, type Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { isBefore, type Version } from './version.ts'

export function renderDiscount(view: View, record: Tables['discount'], version: Version) {
  const newest = { ...record } satisfies Wire<Stripe.Discount>
  if (!isBefore(version, '2025-09-30')) return newest
  const { source, ...rest } = newest
  return { ...rest, coupon: view.find('coupon', idOf(source.coupon)) ?? null }
}

/** The one discount that invoices and subscriptions showed whole before basil. */
export function firstDiscount(view: View, discounts: ReadonlyArray<string | { id: string }>, version: Version) {
  const record = view.find('discount', idOf(discounts[0]))
  return record === undefined ? null : renderDiscount(view, record, version)
}
