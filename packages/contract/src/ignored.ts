// What was understood and not counted, as the owner sees it.
import { z } from 'zod'
import { ignoreReasonSchema } from './event.ts'

export const uncountedReasonSchema = z.union([z.enum(['broken', 'too_many']), ignoreReasonSchema]).meta({
  id: 'UncountedReason',
  description: '`broken`: not understood. `too_many`: more than one address or one site may send.',
})
export type UncountedReason = z.infer<typeof uncountedReasonSchema>

/** `GET /api/sites/:id/ignored?days=30`: how many days back, today included. */
export const ignoredQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(400).default(30) })

export const ignoredMessagesSchema = z
  .object({
    total: z.int(),
    sentence: z.string().describe('`1,204 messages ignored: 900 bots, 300 from an unknown host, 4 broken.`'),
    reasons: z.array(z.object({ reason: uncountedReasonSchema, count: z.int() })).describe('Most first.'),
    days: z
      .array(z.object({ day: z.string(), total: z.int() }))
      .describe('Site-local days on which there was any, in order.'),
    other: z
      .object({ views: z.int(), visits: z.int() })
      .describe('Counted, but under the name “(other)”: a site says only so many new pages and sources a day.'),
  })
  .meta({ id: 'IgnoredMessages' })
export type IgnoredMessages = z.infer<typeof ignoredMessagesSchema>
