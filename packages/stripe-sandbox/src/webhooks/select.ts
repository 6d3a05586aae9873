// Which endpoints want an event. Pure.
import { matchesType } from '../render/event.ts'
import type { StoredEvent, WebhookEndpoint } from '../world/model.ts'

export function wants(endpoint: WebhookEndpoint, event: StoredEvent): boolean {
  if (endpoint.status !== 'enabled') return false
  if (endpoint.own.connect !== (event.account !== undefined)) return false
  if (event.shapes[endpoint.api_version ?? event.default_version] === undefined) return false
  return endpoint.enabled_events.some((wanted) => matchesType(event.type, wanted))
}
