// What happens on a site right now.
import type { Mode } from './ids.ts'
import type { PaymentRow } from './payment.ts'

/** Each message of `GET /api/sites/:id/live?mode=` (server-sent events): one whenever something changed. */
export interface LiveMoment {
  mode: Mode
  at: number
  /** Who viewed a page within the last five minutes. */
  visitors: number
  /** Where they are now, most first. */
  pages: { page: string; visitors: number }[]
  /** Where they came from, most first. */
  channels: { channel: string; visitors: number }[]
  /** Of the last half hour, newest first. */
  recent: PaymentRow[]
}
