// A Checkout Session in each era: `invoice` came with 2022-11-15; an open session has its hosted address. Pure.
import type Stripe from 'stripe'
import type { Session, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { eraOf, isBefore, type Version } from './version.ts'

const checkoutUrl = (view: View, id: string) => `${view.base}/checkout/${id}`

export function renderSession(view: View, record: Session, version: Version) {
  const { own: _own, ...body } = record
  const newest = {
    ...body,
    url: record.status === 'open' ? checkoutUrl(view, record.id) : null,
  } satisfies Wire<Stripe.Checkout.Session>
  const renamed = isBefore(version, '2026-03-25') ? { ...newest, ui_mode: 'hosted' } : newest
  if (eraOf(version) !== 'E0') return renamed
  const { invoice: _newer, ...rest } = renamed
  return rest
}
