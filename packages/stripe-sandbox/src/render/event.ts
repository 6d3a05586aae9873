// An event as one reader gets it: the body is the rendering made when it happened, never a new one. Pure.
import type { StoredEvent } from '../world/model.ts'

export interface WireEvent {
  id: string
  object: 'event'
  /** Only of a connected account. */
  account?: string
  api_version: string
  created: number
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> }
  livemode: boolean
  pending_webhooks: number
  request: StoredEvent['request']
  type: string
}

/** Nothing when the event does not exist in that version (`invoice_payment.*` before basil). */
export function renderEvent(event: StoredEvent, version: string, pendingWebhooks = 0): WireEvent | undefined {
  const data = event.shapes[version]
  if (data === undefined) return undefined
  return {
    id: event.id,
    object: 'event',
    ...(event.account === undefined ? {} : { account: event.account }),
    api_version: version,
    created: event.created,
    data,
    livemode: event.livemode,
    pending_webhooks: pendingWebhooks,
    request: event.request,
    type: event.type,
  }
}

/** `invoice.*` and `*` as Stripe's `type` filter takes them. */
export const matchesType = (type: string, wanted: string) =>
  wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1)))
