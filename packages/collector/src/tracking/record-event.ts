// Keeps a custom event once, whatever was said first under its id.
import type { EventMessage } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { insertEvent } from './happening-store.ts'

export const recordEvent = (trx: Db, message: EventMessage, now: number): Promise<void> =>
  insertEvent(trx, {
    id: message.eventId,
    site_id: message.site,
    view_id: message.viewId,
    at: now - (message.age ?? 0),
    name: message.name,
    props: message.props ? JSON.stringify(message.props) : null,
    revenue: message.revenue?.amount ?? null,
    currency: message.revenue?.currency.toLowerCase() ?? null,
  })
