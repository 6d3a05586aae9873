// What the dashboard asks and is answered about users, sites and the Stripe connection.
import { z } from 'zod'
import type { Standing } from './access.ts'
import { type Mode, modeSchema } from './ids.ts'
import type { KeyCheck, WebhookOffer } from './stripe-connection.ts'

const emailSchema = z.email('that is not an email address').max(320)
const passwordSchema = z.string().min(10, 'a password has at least 10 characters').max(200)

/** `POST /api/setup`: the token is in the link that the collector prints at its first start. */
export const setupSchema = z.object({ token: z.string().min(1).max(200), email: emailSchema, password: passwordSchema })
/** `POST /api/login` */
export const loginSchema = z.object({
  email: z.string().max(320),
  password: z.string().max(200),
  /** Of the second factor, or a recovery code; only when it was asked for. */
  code: z.string().max(40).optional(),
})
export type SetupRequest = z.infer<typeof setupSchema>
export type LoginRequest = z.infer<typeof loginSchema>

/** `GET /api/session`: always 200. */
export type SessionAnswer =
  | { state: 'setup' }
  | { state: 'signed_out' }
  /** Only in answers of `POST /api/login`: the password was right, the second factor is missing. */
  | { state: 'code_needed' }
  | { state: 'signed_in'; user: { id: string; email: string; everywhere: boolean } }
  /** Came by a share link. */
  | { state: 'guest'; siteId: string }

const hostSchema = z
  .string()
  .regex(/^(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i, 'a host looks like shop.example or localhost:3000')
  .max(253)
const timeZoneSchema = z.string().refine(isTimeZone, 'a time zone looks like Europe/Paris')
const reportingCurrencySchema = z.string().regex(/^[a-z]{3}$/, 'a currency looks like eur')

const addressSchema = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'an address looks like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/64',
)
const pathSchema = z.string().regex(/^\/[^\s?#]{0,500}$/, 'a path looks like /admin or /preview/*')

/** `POST /api/sites` */
export const newSiteSchema = z.object({
  name: z.string().min(1).max(120).optional(),
  hosts: z.array(hostSchema).min(1).max(50),
  timeZone: timeZoneSchema.default('UTC'),
  currency: reportingCurrencySchema.default('usd'),
})
export type NewSite = z.input<typeof newSiteSchema>

/** `{ "order_ref": "viewId" }`: the shop's own name of a metadata key, and which id of ours it carries. */
const metadataKeysSchema = z.record(
  z.string().regex(/^[^[\]]{1,40}$/, 'a metadata key has up to 40 characters, without [ and ]'),
  z.enum(['viewId', 'sessionId', 'visitorId', 'websiteId', 'customId']),
)
export type MetadataKeys = z.infer<typeof metadataKeysSchema>

/** `PATCH /api/sites/:id` */
export const siteChangeSchema = z.object({
  name: z.string().min(1).max(120).optional(),
  hosts: z.array(hostSchema).min(1).max(50).optional(),
  /** Applies from the next day once anything was measured. */
  timeZone: timeZoneSchema.optional(),
  currency: reportingCurrencySchema.optional(),
  /** After how many days views and visits are forgotten; null: never. */
  retentionDays: z.number().int().min(1).max(36_500).nullable().optional(),
  /** How many days before a payment a visit may still have earned it; null: the default, 90. */
  lookBackDays: z.number().int().min(1).max(3_650).nullable().optional(),
  /** Names of the site's own under which its Stripe metadata carries our ids; takes the place of those before. */
  metadataKeys: metadataKeysSchema.optional(),
  /** Messages from these addresses do not count: the owner's office. */
  ignoredAddresses: z.array(addressSchema).max(100).optional(),
  /** Messages from these pages do not count; `*` stands for anything. */
  ignoredPaths: z.array(pathSchema).max(100).optional(),
})
export type SiteChange = z.infer<typeof siteChangeSchema>

/** `POST /api/sites/:id/persons/export` and `/delete`: who, by one name. */
export const personNameSchema = z.union([
  z.strictObject({ email: z.string().min(1).max(320) }),
  z.strictObject({ customId: z.string().min(1).max(200) }),
])

/** `POST /api/sites/:id/identity-secret`: makes a secret when there is none, or another one. */
export const identitySecretChangeSchema = z.object({
  /** Whether identities without the signature of the site's server are ignored. */
  required: z.boolean().optional(),
  renew: z.boolean().optional(),
})

/** `GET` and `POST /api/sites/:id/identity-secret` */
export interface IdentitySecret {
  required: boolean
  /** The last four characters of the secret; null: there is none yet. */
  hint: string | null
  createdAt: number | null
  /** Only in the answer that made it: it is never shown again. */
  secret?: string
}

/** `GET /api/sites` answers `{ sites: Site[] }`, `GET /api/sites/:id` one. */
export interface Site {
  id: string
  name: string
  hosts: string[]
  timeZone: string
  currency: string
  createdAt: number
  /** After how many days views and visits are forgotten. Absent: never. */
  retentionDays?: number
  /** How many days before a payment a visit may still have earned it. Absent: 90. */
  lookBackDays?: number
  /** Names of the site's own under which its Stripe metadata carries our ids. Absent: none. */
  metadataKeys?: MetadataKeys
  /** Everything in it is made up by `farthing demo`. Absent: nothing is. */
  isDemo?: true
  /** A changed time zone applies from the next day: from `at` on. Absent: none is announced. */
  nextTimeZone?: { timeZone: string; at: number }
  /** What the one who asks may do here. */
  role: Standing
  /** Whether the one who asks may see amounts. */
  amounts: 'shown' | 'hidden'
  ignoredAddresses: string[]
  ignoredPaths: string[]
  /** Which view opens: live once there is a live payment, test before, under a banner. */
  defaultMode: Mode
  /** Whether anything was ever measured: the empty page says what to do next. */
  hasViews: boolean
  hasPayments: boolean
}

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

/** `GET /api/sites/:id/stripe` */
export interface StripeStatus {
  /** Where Stripe sends this site's events. */
  webhookUrl: string
  /** The shared endpoint, when the operator set STRIPE_WEBHOOK_SECRET. */
  sharedWebhook: boolean
  /** `site`: stored here; `environment`: STRIPE_API_KEY; null: none. */
  apiKey: { from: 'site' | 'environment'; mode: Mode; hint: string } | null
  webhookSecrets: number
  /** The last four characters of each stored secret. */
  webhookSecretHints: string[]
  lastDeliveryAt: number | null
  /** What the key may do, as Stripe said when it was last asked. Null: no key, or never asked. */
  keyCheck: KeyCheck | null
  /** Stripe's page for a new restricted key, with the right permissions ticked. */
  keyLinks: { live: string; test: string }
  webhook: WebhookOffer
}

/** `GET /api/sites/:id/stripe/polling`: how news is found without a webhook. */
export interface StripePolling {
  /** Whether there is a key to ask with. */
  hasKey: boolean
  /** `objects`: the key may not read events, so every resource is read by itself. Null: not polled yet. */
  by: 'events' | 'objects' | null
  nextAt: number | null
  /** What the key may not read, and Stripe's own words for it. */
  missing: { resource: string; problem: string }[]
}

/** `GET` and `POST /api/sites/:id/stripe/backfill` */
export interface StripeBackfill {
  state: 'none' | 'running' | 'done'
  /** Objects fetched so far. */
  objects: number
  resources: {
    resource: string
    state: 'running' | 'done' | 'refused'
    objects: number
    /** What is fetched already lies behind this time; milliseconds. */
    reachedAt: number
    problem: string | null
  }[]
}

/** `POST /api/sites/:id/stripe/backfill`: without `from`, from the beginning. */
export const backfillSchema = z.object({ from: z.iso.date().optional() })

/** `GET /api/sites/:id/stripe/healed`: what the webhook should have brought and the poller found, newest first. */
export interface HealedAnswer {
  total: number
  events: { id: string; type: string; objectId: string; happenedAt: number; foundAt: number }[]
}

export const modeQuerySchema = z.object({ mode: modeSchema.optional() })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
