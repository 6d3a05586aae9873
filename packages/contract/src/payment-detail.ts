// One payment as the dashboard shows it: its entries, its evidence, the visits that earned it, and what changed.
import { z } from 'zod'
import { creditsSchema } from './attribution.ts'
import { evidenceKindSchema, paymentRowSchema, touchViewSchema, unattributedReasonSchema } from './payment.ts'

export const paymentTouchSchema = z
  .object({
    ...touchViewSchema.shape,
    position: z.int().describe('0 is the visit that the evidence leads to, 1 the one before it.'),
    term: z.string().nullable(),
    content: z.string().nullable(),
    clickKind: z.string().nullable().describe('`gclid`, `fbclid`, …: which kind of click brought the visit.'),
    country: z.string().nullable(),
    device: z.string().nullable(),
    browser: z.string().nullable(),
    os: z.string().nullable(),
    credits: creditsSchema.describe(
      'What each model gives this visit of the payment’s net, in the payment’s currency. Over all touches they sum to the net.',
    ),
  })
  .meta({ id: 'PaymentTouch', description: 'A visit that led to the payment.' })
export type PaymentTouch = z.infer<typeof paymentTouchSchema>

export const paymentEvidenceSchema = z
  .object({
    kind: evidenceKindSchema,
    grade: z.int(),
    value: z.string().describe('The id, customid or keyed hash that was found.'),
    sessionId: z.string().nullable().describe('Null: it leads to no visit that is known.'),
    chosen: z.boolean().describe('The best one is the attribution.'),
  })
  .meta({ id: 'PaymentEvidence', description: 'One reason to link the payment to a visit.' })
export type PaymentEvidence = z.infer<typeof paymentEvidenceSchema>

export const entryKindSchema = z
  .enum(['charge', 'refund', 'credit_note', 'balance_applied', 'dispute', 'reversal'])
  .meta({ id: 'EntryKind' })
export type EntryKind = z.infer<typeof entryKindSchema>

export const paymentEntrySchema = z
  .object({
    id: z.string(),
    kind: entryKindSchema,
    amount: z.int(),
    currency: z.string(),
    at: z.int(),
    reported: z
      .object({ amount: z.int(), currency: z.string() })
      .nullable()
      .describe('In the site’s reporting currency, at the rate that was frozen for it. Null: no rate is known yet.'),
    rateOrigin: z
      .string()
      .nullable()
      .describe(
        'Where the rate is from: `same` currency, `stripe` (what Stripe itself converted at), `payment` (that rate, for money that went back), or the day whose published rate it is, `2026-11-20`. Null: not converted.',
      ),
    lines: z.array(
      z.object({
        product: z.string().nullable(),
        price: z.string().nullable(),
        description: z.string().nullable(),
        amount: z.int(),
      }),
    ),
  })
  .meta({ id: 'PaymentEntry', description: 'A line of the ledger.' })
export type PaymentEntry = z.infer<typeof paymentEntrySchema>

export const paymentObjectSchema = z
  .object({
    id: z.string(),
    kind: z.string().describe('`checkout_session`, `payment_intent`, `charge`, `invoice`, …'),
    state: z.string().describe('How far it got: `open`, `processing`, `failed`, `succeeded`, `void`.'),
    doors: z.array(z.enum(['webhook', 'return', 'poll', 'api'])).describe('Which doors told it.'),
    createdAt: z.int().nullable(),
  })
  .meta({ id: 'PaymentObject', description: 'What Stripe, or the site’s server, told about the payment.' })
export type PaymentObject = z.infer<typeof paymentObjectSchema>

export const attributionChangeSchema = z
  .object({
    at: z.int(),
    evidence: evidenceKindSchema.nullable(),
    grade: z.int().nullable(),
    reason: unattributedReasonSchema.nullable(),
    sessionId: z.string().nullable(),
    touches: z.int(),
  })
  .meta({ id: 'AttributionChange', description: 'What the payment was attributed to until then.' })
export type AttributionChange = z.infer<typeof attributionChangeSchema>

export const paymentDetailSchema = z
  .object({
    payment: paymentRowSchema,
    customerId: z.string().nullable(),
    subscriptionId: z.string().nullable(),
    purpose: z.enum(['one_off', 'first', 'renewal', 'change']).nullable(),
    reportingCurrency: z.string(),
    lookBackDays: z.int().describe('How many days before the payment a visit may still have earned it.'),
    touches: z.array(paymentTouchSchema).describe('In time order, as everything below but the evidence.'),
    checkouts: z
      .array(z.object({ id: z.string(), at: z.int(), state: z.string() }))
      .describe('When the payer was at the checkout.'),
    entries: z.array(paymentEntrySchema),
    feesReported: z
      .object({ amount: z.int(), currency: z.string() })
      .nullable()
      .describe(
        'All of the payment’s `fees` in the site’s reporting currency. Null: there are none, or no rate is known yet.',
      ),
    evidence: z.array(paymentEvidenceSchema).describe('Best first.'),
    objects: z.array(paymentObjectSchema),
    changes: z.array(attributionChangeSchema),
  })
  .meta({
    id: 'PaymentDetail',
    description:
      '`GET /api/sites/:id/payments/:paymentId`: by the id of the list, or by any Stripe id that belongs to the payment.',
  })
export type PaymentDetail = z.infer<typeof paymentDetailSchema>
