// The one way from a stored record to what Stripe would send, for every object and version. Pure.
import type { AnyRecord } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { renderCharge } from './charge.ts'
import { renderCreditNote } from './credit-note.ts'
import { renderDiscount } from './discount.ts'
import { renderDispute } from './dispute.ts'
import { renderEvent } from './event.ts'
import { renderInvoice } from './invoice.ts'
import { subList } from './list.ts'
import { renderPaymentIntent } from './payment-intent.ts'
import { renderPaymentLink } from './payment-link.ts'
import { renderPromotionCode } from './promotion-code.ts'
import { renderRefund } from './refund.ts'
import { renderSession } from './session.ts'
import { renderSubscription } from './subscription.ts'
import type { Version } from './version.ts'

export type Rendered = Record<string, unknown>

export function render(view: View, record: AnyRecord, version: Version): Rendered {
  switch (record.object) {
    case 'charge':
      return renderCharge(view, record, version)
    case 'checkout.session':
      return renderSession(view, record, version)
    case 'application_fee':
      return { ...record, refunds: subList([], `/v1/application_fees/${record.id}/refunds`) }
    case 'credit_note':
      return renderCreditNote(record, version)
    case 'discount':
      return renderDiscount(view, record, version)
    case 'dispute':
      return renderDispute(view, record)
    case 'transfer':
      return { ...record, reversals: subList([], `/v1/transfers/${record.id}/reversals`) }
    case 'event':
      return { ...renderEvent(record, record.default_version) }
    case 'invoice':
      return renderInvoice(view, record, version)
    case 'payment_intent':
      return renderPaymentIntent(view, record, version)
    case 'payment_link':
      return renderPaymentLink(view, record)
    case 'promotion_code':
      return renderPromotionCode(view, record, version)
    case 'refund':
      return renderRefund(view, record, version)
    case 'subscription':
      return renderSubscription(view, record, version)
    case 'customer':
      return record.own.deleted ? { id: record.id, object: 'customer', deleted: true } : withoutOwn(record)
    case 'payment_method':
    case 'webhook_endpoint':
      return withoutOwn(record)
    default:
      return { ...record }
  }
}

function withoutOwn<T extends { own: unknown }>(record: T): Omit<T, 'own'> {
  const { own: _own, ...rest } = record
  return rest
}
