// Payments as a list: what was paid, and in a few words where each came from.
import { z } from 'zod'
import { attributionModelSchema } from './attribution.ts'
import { modeSchema } from './ids.ts'
import { listOf } from './report.ts'
import { filterSchema } from './report-filter.ts'

export const paymentStatusSchema = z.enum([
  'paid',
  'partially_refunded',
  'refunded',
  'pending',
  'failed',
  'out_of_band',
])
export type PaymentStatus = z.infer<typeof paymentStatusSchema>

export const evidenceKindSchema = z
  .enum([
    'checkout_metadata',
    'client_reference_id',
    'payment_intent_metadata',
    'subscription_metadata',
    'invoice_metadata',
    'server_api',
    'subscription_first_bind',
    'customer_metadata',
    'customer_connected',
    'redirect_return',
    'same_customer',
    'email_match',
  ])
  .meta({
    id: 'EvidenceKind',
    description: 'Where the link between a payment and a visit comes from, best first (DESIGN.md "Attribution").',
  })
export type EvidenceKind = z.infer<typeof evidenceKindSchema>

export const unattributedReasonSchema = z
  .enum(['no_id_on_payment', 'id_unknown', 'visit_expired', 'several_candidates'])
  .meta({ id: 'UnattributedReason' })
export type UnattributedReason = z.infer<typeof unattributedReasonSchema>

export const touchViewSchema = z
  .object({
    sessionId: z.string(),
    at: z.int(),
    channel: z.string(),
    source: z.string().nullable(),
    medium: z.string().nullable(),
    campaign: z.string().nullable(),
    entryPage: z.string(),
  })
  .meta({ id: 'TouchView', description: 'The visit a payment is credited to.' })
export type TouchView = z.infer<typeof touchViewSchema>

export const attributionSchema = z
  .union([
    z.object({ kind: z.literal('attributed'), evidence: evidenceKindSchema, grade: z.int(), touch: touchViewSchema }),
    z.object({ kind: z.literal('unattributed'), reason: unattributedReasonSchema }),
  ])
  .meta({ id: 'Attribution' })
export type Attribution = z.infer<typeof attributionSchema>

export const paymentRowSchema = z
  .object({
    id: z.string().describe('Canonical key: `pi_…`, else `ch_…`, `oob:…`, `free:…`.'),
    mode: modeSchema,
    status: paymentStatusSchema,
    currency: z.string(),
    gross: z.int().describe('Minor units; what the customer’s money was before anything went back.'),
    refunds: z.int().describe('≤ 0'),
    net: z.int(),
    outside: z
      .int()
      .describe('What was paid without Stripe (an invoice marked as paid elsewhere): shown, never in a total.'),
    fees: z
      .array(z.object({ currency: z.string(), amount: z.int() }))
      .describe('What Stripe kept, in the currency in which it pays out; empty where the key may not read it.'),
    paidAt: z.int().describe('Milliseconds since 1970.'),
    description: z.string().nullable(),
    attribution: attributionSchema,
  })
  .meta({ id: 'PaymentRow' })
export type PaymentRow = z.infer<typeof paymentRowSchema>

/** Query of `GET /api/sites/:id/payments`, and of `/payments/export`, which gives all of them. */
export const paymentsQuerySchema = z.object({
  mode: modeSchema.optional().describe('Default: live, unless there was never a live payment.'),
  from: z.iso.date().optional().describe('First day, in the site’s time zone.'),
  to: z.iso.date().optional().describe('Last day, included.'),
  status: paymentStatusSchema.optional(),
  search: z
    .string()
    .trim()
    .max(120)
    .optional()
    .describe('Anywhere in an id, a channel, a source, a campaign, an entry page or the description.'),
  filter: listOf(filterSchema)
    .default([])
    .describe('By the visits that the model credits, as in the reports. Several: all must hold.'),
  model: attributionModelSchema.optional().describe('Default: as the site’s settings say.'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('How many on a page.'),
  cursor: z
    .string()
    .regex(/^\d+:\w+$/, 'a cursor is what an earlier answer gave as nextCursor')
    .optional()
    .describe('`nextCursor` of the page before.'),
  format: z.enum(['json', 'csv']).default('json').describe('Of the export.'),
})
export type PaymentsQuery = z.infer<typeof paymentsQuerySchema>

export const pendingReturnSchema = z
  .object({
    checkoutSessionId: z.string(),
    mode: modeSchema,
    reportedAt: z.int(),
    state: z.enum(['pending', 'refused']),
    reason: z.string().describe('A sentence for the owner: why it is still pending, or why it was refused.'),
    nextAttemptAt: z.int().nullable(),
  })
  .meta({
    id: 'PendingReturn',
    description: 'A redirect came back with a session id that Stripe has not confirmed as paid yet.',
  })
export type PendingReturn = z.infer<typeof pendingReturnSchema>

export const paymentsAnswerSchema = z
  .object({
    mode: modeSchema,
    payments: z.array(paymentRowSchema),
    pending: z.array(pendingReturnSchema),
    total: z.int().nullable().describe('How many there are in all; told on the first page.'),
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'PaymentsAnswer',
    description: '`GET /api/sites/:id/payments?mode=&from=&to=&status=&search=&filter=&model=&cursor=`',
  })
export type PaymentsAnswer = z.infer<typeof paymentsAnswerSchema>
