// Which coupon a session carries, from `discounts[]` or a promotion code that the buyer typed.
import { discountOf } from '../objects/coupon.ts'
import { sumsOf, withDiscount, withTax } from '../objects/line.ts'
import { invalid } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { idOf, type Line, type Session, type Tables } from '../world/model.ts'
import { ratesOf } from './tax.ts'

export interface Chosen {
  coupon: string
  promotion_code: string | null
}

export function chosenDiscount(
  draft: Draft,
  wanted: { coupon?: string | undefined; promotion_code?: string | undefined } | undefined,
): Chosen | null {
  if (wanted?.coupon !== undefined)
    return { coupon: draft.get('coupon', wanted.coupon, 'coupon').id, promotion_code: null }
  if (wanted?.promotion_code === undefined) return null
  const code = draft.get('promotion_code', wanted.promotion_code, 'promotion_code')
  if (!isUsable(draft, code)) throw invalid('This promotion code cannot be redeemed.', 'discounts')
  return { coupon: idOf(code.promotion.coupon) ?? '', promotion_code: code.id }
}

/** By the text that a buyer types or a link prefills; case does not matter. */
export function discountByCode(draft: Draft, text: string): Chosen | null {
  const wanted = text.trim().toUpperCase()
  const code = draft.all('promotion_code').find((one) => one.code.toUpperCase() === wanted && isUsable(draft, one))
  return code === undefined ? null : { coupon: idOf(code.promotion.coupon) ?? '', promotion_code: code.id }
}

const isUsable = (draft: Draft, code: Tables['promotion_code']) =>
  code.active &&
  (code.expires_at === null || code.expires_at > draft.now) &&
  (code.max_redemptions === null || code.times_redeemed < code.max_redemptions)

export function discounted(draft: Draft, lines: readonly Line[], chosen: Chosen | null): Line[] {
  const coupon = draft.find('coupon', chosen?.coupon)
  const { subtotal } = sumsOf(lines)
  const off = withDiscount(lines, discountOf(coupon, subtotal, lines[0]?.currency ?? ''))
  return off.map((line) => withTax(line, ratesOf(draft, line.tax_rates)))
}

/** The coupon itself, whichever way the buyer came to it. */
export function couponOf(draft: Draft, session: Session): string | null {
  const discount = session.discounts?.[0]
  const code = draft.find('promotion_code', idOf(discount?.promotion_code))
  return idOf(discount?.coupon) ?? idOf(code?.promotion.coupon)
}

export function redeem(draft: Draft, session: Session): void {
  const coupon = draft.find('coupon', couponOf(draft, session))
  if (coupon !== undefined) draft.patch('coupon', coupon.id, { times_redeemed: coupon.times_redeemed + 1 })
  const code = draft.find('promotion_code', idOf(session.discounts?.[0]?.promotion_code))
  if (code !== undefined) draft.patch('promotion_code', code.id, { times_redeemed: code.times_redeemed + 1 })
}
