// What happens on a site right now.
import { z } from 'zod'
import { modeSchema } from './ids.ts'
import { paymentRowSchema } from './payment.ts'

export const liveMomentSchema = z
  .object({
    mode: modeSchema,
    at: z.int(),
    visitors: z.int().describe('Who viewed a page within the last five minutes.'),
    pages: z.array(z.object({ page: z.string(), visitors: z.int() })).describe('Where they are now, most first.'),
    channels: z
      .array(z.object({ channel: z.string(), visitors: z.int() }))
      .describe('Where they came from, most first.'),
    recent: z.array(paymentRowSchema).describe('Of the last half hour, newest first.'),
  })
  .meta({
    id: 'LiveMoment',
    description:
      'Each message of `GET /api/sites/:id/live?mode=` (server-sent events): one whenever something changed.',
  })
export type LiveMoment = z.infer<typeof liveMomentSchema>
