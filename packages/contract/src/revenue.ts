// Money from outside Stripe, told by the owner's server.
import { z } from 'zod'

const idSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,200}$/, 'an id has up to 200 letters, digits and _ . : -')
const knownIdSchema = z.string().min(1).max(200)

/** `POST /api/revenue` with `Authorization: Bearer …`. The same `id` again changes nothing. */
export const revenueSchema = z
  .strictObject({
    id: idSchema,
    amount: z.int('an amount is a whole number in the smallest unit, as in 4900 for 49.00').positive().max(1e12),
    currency: z.string().regex(/^[a-z]{3}$/, 'a currency looks like eur'),
    /** When it was paid; an ISO time with its offset. Default: now. */
    at: z.iso.datetime({ offset: true }).optional(),
    viewId: knownIdSchema.optional(),
    sessionId: knownIdSchema.optional(),
    visitorId: knownIdSchema.optional(),
    customId: knownIdSchema.optional(),
    email: z.email('that is not an email address').max(320).optional(),
    description: z.string().min(1).max(500).optional(),
    /** The `id` of the payment that this money goes back to. */
    refundOf: idSchema.optional(),
    /** Counts among test payments. */
    test: z.boolean().default(false),
  })
  .refine((revenue) => revenue.refundOf !== revenue.id, {
    path: ['refundOf'],
    error: 'a refund has an id of its own',
  })
export type ServerRevenue = z.infer<typeof revenueSchema>
export type RevenueRequest = z.input<typeof revenueSchema>

export const revenueAnswerSchema = z
  .object({
    received: z.enum(['new', 'seen']).describe('`seen`: this id was told before, and stays as it was told first.'),
    paymentId: z.string().describe('As the payments list will show it.'),
  })
  .meta({ id: 'RevenueAnswer' })
export type RevenueAnswer = z.infer<typeof revenueAnswerSchema>
