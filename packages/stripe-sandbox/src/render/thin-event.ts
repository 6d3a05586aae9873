// A thin event: which object changed, without the object itself. Pure.
import type { StoredEvent } from '../world/model.ts'

/** Where the API has the objects that events are about; a thin event exists for no others. */
const addresses: Record<string, string> = {
  charge: 'charges',
  'checkout.session': 'checkout/sessions',
  credit_note: 'credit_notes',
  customer: 'customers',
  dispute: 'disputes',
  invoice: 'invoices',
  invoice_payment: 'invoice_payments',
  payment_intent: 'payment_intents',
  price: 'prices',
  product: 'products',
  refund: 'refunds',
  setup_intent: 'setup_intents',
  subscription: 'subscriptions',
}

export function renderThinEvent(event: StoredEvent) {
  const { object, id } = event.about
  const path = addresses[object]
  return {
    id: event.id,
    object: 'v2.core.event',
    type: `v1.${event.type}`,
    created: new Date(event.created * 1000).toISOString(),
    livemode: event.livemode,
    ...(event.account === undefined ? {} : { context: event.account }),
    reason: event.request.id === null ? null : { type: 'request', request: event.request },
    snapshot_event: event.id,
    related_object: path === undefined || id === '' ? null : { id, type: object, url: `/v1/${path}/${id}` },
  }
}
