// The ledger against Stripe, day by day and to the cent, with the ids that explain every difference.
import { z } from 'zod'
import { rangeSchema } from './figures.ts'
import { modeSchema } from './ids.ts'

/** Query of `GET /api/sites/:id/stripe/reconcile`: days of the site's zone, both included. Default: the last 30 days. */
export const reconcileQuerySchema = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  mode: modeSchema.optional(),
})
export type ReconcileQuery = z.infer<typeof reconcileQuerySchema>

export const reconcileKindSchema = z.enum(['charge', 'refund', 'dispute', 'reversal']).meta({ id: 'ReconcileKind' })
export type ReconcileKind = z.infer<typeof reconcileKindSchema>

export const reconcileItemSchema = z
  .object({
    id: z.string().describe('Stripe’s id: `pi_…`, `ch_…`, `re_…`, `dp_…`.'),
    kind: reconcileKindSchema,
    at: z.int(),
    ledger: z.int().nullable(),
    stripe: z.int().nullable(),
  })
  .meta({
    id: 'ReconcileItem',
    description: 'Money on which the two do not agree. Null: that side does not know it at all.',
  })
export type ReconcileItem = z.infer<typeof reconcileItemSchema>

export const reconcileRowSchema = z
  .object({
    day: z.string(),
    currency: z.string(),
    ledger: z.int(),
    stripe: z.int(),
    difference: z.int(),
    items: z.array(reconcileItemSchema),
    more: z.int().describe('Items beyond those listed.'),
  })
  .meta({
    id: 'ReconcileRow',
    description: 'Minor units. `difference` is Stripe minus ledger: positive money is money that the ledger lacks.',
  })
export type ReconcileRow = z.infer<typeof reconcileRowSchema>

export const reconcileTotalSchema = z
  .object({ currency: z.string(), ledger: z.int(), stripe: z.int(), difference: z.int() })
  .meta({ id: 'ReconcileTotal' })
export type ReconcileTotal = z.infer<typeof reconcileTotalSchema>

export const notComparedSchema = z
  .object({
    kinds: z.array(reconcileKindSchema),
    permission: z.string().nullable().describe('Stripe’s name of the right that is missing, when that is the reason.'),
    sentence: z.string().describe('A sentence for the owner.'),
  })
  .meta({ id: 'NotCompared' })
export type NotCompared = z.infer<typeof notComparedSchema>

export const reconcileAnswerSchema = z
  .object({
    range: rangeSchema,
    mode: modeSchema,
    at: z.int().describe('When it was compared.'),
    basis: z
      .enum(['charges', 'payment_intents'])
      .nullable()
      .describe('What Stripe’s side is made of; null when it could not be read at all.'),
    compared: z.array(reconcileKindSchema),
    notCompared: z.array(notComparedSchema),
    rows: z.array(reconcileRowSchema).describe('Newest day first; days on which nothing moved are left out.'),
    totals: z.array(reconcileTotalSchema),
  })
  .meta({ id: 'ReconcileAnswer' })
export type ReconcileAnswer = z.infer<typeof reconcileAnswerSchema>
