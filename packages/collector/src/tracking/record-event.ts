// Keeps a custom event once, whatever was said first under its id.
import type { EventMessage } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { insertEvents } from './happening-store.ts'

export const recordEvents = (trx: Db, said: readonly { message: EventMessage; now: number }[]): Promise<void> =>
  insertEvents(
    trx,
    said.map(({ message, now }) => ({
      id: message.eventId,
      site_id: message.site,
      view_id: message.viewId,
      at: now - (message.age ?? 0),
      name: message.name,
      props: message.props ? JSON.stringify(message.props) : null,
      revenue: message.revenue?.amount ?? null,
      currency: message.revenue?.currency.toLowerCase() ?? null,
    })),
  )
