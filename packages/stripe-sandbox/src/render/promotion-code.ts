// A promotion code: its coupon moved under `promotion` with 2025-09-30.clover. Pure.
import type Stripe from 'stripe'
import type { Tables, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { isBefore, type Version } from './version.ts'

export function renderPromotionCode(view: View, record: Tables['promotion_code'], version: Version) {
  const newest = { ...record } satisfies Wire<Stripe.PromotionCode>
  if (!isBefore(version, '2025-09-30')) return newest
  const coupon = record.promotion.coupon
  return { ...newest, coupon: view.find('coupon', typeof coupon === 'string' ? coupon : null) ?? null }
}
