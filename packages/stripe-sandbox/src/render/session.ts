// A Checkout Session in each era: `invoice` came with 2022-11-15; an open session has its hosted address. Pure.
import type Stripe from 'stripe'
import type { Session, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { presented } from './presentment.ts'
import { eraOf, isBefore, type Version } from './version.ts'

const checkoutUrl = (view: View, id: string) => `${view.base}/checkout/${id}`

export function renderSession(view: View, record: Session, version: Version) {
  const { own, ...body } = record
  const newest = {
    ...body,
    url: record.status === 'open' ? checkoutUrl(view, record.id) : null,
  } satisfies Wire<Stripe.Checkout.Session>
  const renamed = isBefore(version, '2026-03-25') ? { ...newest, ui_mode: 'hosted' } : newest
  if (eraOf(version) === 'E2') return renamed
  const shown = own.presentment === null ? renamed : converted(renamed, own.presentment)
  if (eraOf(version) === 'E1') return shown
  const { invoice: _newer, ...rest } = shown
  return rest
}

type Amounts = Pick<Session, 'amount_subtotal' | 'amount_total' | 'currency' | 'total_details'>

/** Before basil the session was in the customer's money and told the merchant's beside it. */
function converted<T extends Amounts & { presentment_details?: unknown }>(
  session: T,
  presentment: NonNullable<Session['own']['presentment']>,
) {
  const { presentment_details: _later, ...rest } = session
  const whole = session.amount_total ?? 0
  const subtotal = session.amount_subtotal ?? 0
  const shown = (value: number) => presented(value, whole, presentment)
  const details = session.total_details
  return {
    ...rest,
    currency: presentment.currency,
    amount_subtotal: shown(subtotal),
    amount_total: presentment.amount,
    total_details: details && {
      amount_discount: shown(details.amount_discount),
      amount_shipping: shown(details.amount_shipping ?? 0),
      amount_tax: shown(details.amount_tax),
    },
    currency_conversion: {
      amount_subtotal: subtotal,
      amount_total: whole,
      fx_rate: String(whole === 0 ? 1 : presentment.amount / whole),
      source_currency: session.currency,
    },
  }
}
