// What was understood and not counted, as the owner sees it.
import { z } from 'zod'
import type { IgnoreReason } from './event.ts'

/** `broken`: not understood. `too_many`: more than one address or one site may send. */
export type UncountedReason = IgnoreReason | 'broken' | 'too_many'

/** `GET /api/sites/:id/ignored?days=30`: how many days back, today included. */
export const ignoredQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(400).default(30) })

export interface IgnoredMessages {
  total: number
  /** `1,204 messages ignored: 900 bots, 300 from an unknown host, 4 broken.` */
  sentence: string
  /** Most first. */
  reasons: { reason: UncountedReason; count: number }[]
  /** Site-local days on which there was any, in order. */
  days: { day: string; total: number }[]
  /** Counted, but under the name “(other)”: a site says only so many new pages and sources a day. */
  other: { views: number; visits: number }
}
