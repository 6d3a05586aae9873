// How a site is connected to Stripe, as its owner sets it, and how far Stripe has been asked.
import { z } from 'zod'
import { modeSchema } from './ids.ts'
import { keyCheckSchema, webhookOfferSchema } from './stripe-connection.ts'

const signingSecretSchema = z.string().regex(/^whsec_[A-Za-z0-9+/=_-]{4,250}$/, 'a signing secret looks like whsec_…')

/** `PUT /api/sites/:id/stripe`: null removes, absent leaves. Secrets are encrypted at rest and never shown again. */
export const stripeSettingsSchema = z.object({
  apiKey: z
    .string()
    .regex(/^(rk|sk)_(test|live)_[A-Za-z0-9_]{4,250}$/, 'a Stripe key looks like rk_live_…')
    .nullable()
    .optional(),
  webhookSecrets: z.array(signingSecretSchema).max(10).optional(),
  /** One more, beside those that are stored: while Stripe rolls a secret, both are in force. */
  addWebhookSecret: signingSecretSchema.optional(),
  /** By its last four characters, as `webhookSecretHints` shows them. */
  removeWebhookSecret: z.string().length(4).optional(),
  /** `sk_live_` keys can move money: they are taken only with this set. Restricted keys (`rk_`) need nothing. */
  confirmSecretKey: z.boolean().optional(),
})
export type StripeSettings = z.infer<typeof stripeSettingsSchema>

export const stripeStatusSchema = z
  .object({
    webhookUrl: z.string().describe('Where Stripe sends this site’s events.'),
    sharedWebhook: z.boolean().describe('The shared endpoint, when the operator set STRIPE_WEBHOOK_SECRET.'),
    apiKey: z
      .object({ from: z.enum(['site', 'environment']), mode: modeSchema, hint: z.string() })
      .nullable()
      .describe('`site`: stored here; `environment`: STRIPE_API_KEY; null: none.'),
    webhookSecrets: z.int(),
    webhookSecretHints: z.array(z.string()).describe('The last four characters of each stored secret.'),
    lastDeliveryAt: z.int().nullable(),
    keyCheck: keyCheckSchema
      .nullable()
      .describe('What the key may do, as Stripe said when it was last asked. Null: no key, or never asked.'),
    keyLinks: z
      .object({ live: z.string(), test: z.string() })
      .describe('Stripe’s page for a new restricted key, with the right permissions ticked.'),
    webhook: webhookOfferSchema,
  })
  .meta({ id: 'StripeStatus', description: '`GET /api/sites/:id/stripe`' })
export type StripeStatus = z.infer<typeof stripeStatusSchema>

export const stripePollingSchema = z
  .object({
    hasKey: z.boolean().describe('Whether there is a key to ask with.'),
    by: z
      .enum(['events', 'objects'])
      .nullable()
      .describe('`objects`: the key may not read events, so every resource is read by itself. Null: not polled yet.'),
    nextAt: z.int().nullable(),
    missing: z
      .array(z.object({ resource: z.string(), problem: z.string() }))
      .describe('What the key may not read, and Stripe’s own words for it.'),
  })
  .meta({
    id: 'StripePolling',
    description: '`GET /api/sites/:id/stripe/polling`: how news is found without a webhook.',
  })
export type StripePolling = z.infer<typeof stripePollingSchema>

export const stripeBackfillSchema = z
  .object({
    state: z.enum(['none', 'running', 'done']),
    objects: z.int().describe('Objects fetched so far.'),
    resources: z.array(
      z.object({
        resource: z.string(),
        state: z.enum(['running', 'done', 'refused']),
        objects: z.int(),
        reachedAt: z.int().describe('What is fetched already lies behind this time; milliseconds.'),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'StripeBackfill', description: '`GET` and `POST /api/sites/:id/stripe/backfill`' })
export type StripeBackfill = z.infer<typeof stripeBackfillSchema>

/** `POST /api/sites/:id/stripe/backfill`: without `from`, from the beginning. */
export const backfillSchema = z.object({ from: z.iso.date().optional() })

export const healedAnswerSchema = z
  .object({
    total: z.int(),
    events: z.array(
      z.object({ id: z.string(), type: z.string(), objectId: z.string(), happenedAt: z.int(), foundAt: z.int() }),
    ),
  })
  .meta({
    id: 'HealedAnswer',
    description:
      '`GET /api/sites/:id/stripe/healed`: what the webhook should have brought and the poller found, newest first.',
  })
export type HealedAnswer = z.infer<typeof healedAnswerSchema>
