// What the dashboard asks and is answered about users and sites.
import { z } from 'zod'
import { standingSchema } from './access.ts'
import { attributionModelSchema } from './attribution.ts'
import { modeSchema } from './ids.ts'

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

export const sessionAnswerSchema = z
  .union([
    z.object({ state: z.literal('setup') }),
    z.object({ state: z.literal('signed_out') }),
    z.object({ state: z.literal('code_needed') }),
    z.object({
      state: z.literal('signed_in'),
      user: z.object({ id: z.string(), email: z.string(), everywhere: z.boolean() }),
    }),
    z.object({ state: z.literal('guest'), siteId: z.string() }),
  ])
  .meta({ id: 'SessionAnswer', description: '`GET /api/session`: always 200.' })
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>

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

const datacentreTrafficSchema = z
  .enum(['ignored', 'counted'])
  .describe('What becomes of messages from hosting providers’ networks; none is known without `FARTHING_ASN_FILE`.')

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
  /** How reports give credit when they are not asked for another model. */
  defaultModel: attributionModelSchema.optional(),
  /** Names of the site's own under which its Stripe metadata carries our ids; takes the place of those before. */
  metadataKeys: metadataKeysSchema.optional(),
  /** Messages from these addresses do not count: the owner's office. */
  ignoredAddresses: z.array(addressSchema).max(100).optional(),
  /** Messages from these pages do not count; `*` stands for anything. */
  ignoredPaths: z.array(pathSchema).max(100).optional(),
  /** What comes from hosting providers’ networks, where the collector knows them. */
  datacentreTraffic: datacentreTrafficSchema.optional(),
})
export type SiteChange = z.infer<typeof siteChangeSchema>

/** `DELETE /api/sites/:id`: the site's name, so that nobody deletes another one than they mean. */
export const siteRemovalSchema = z.object({ name: z.string().max(200) })
export type SiteRemoval = z.infer<typeof siteRemovalSchema>

export const siteRemovedSchema = z
  .object({ removed: z.string().describe('The id of the site that is none any more.') })
  .meta({ id: 'SiteRemoved', description: '`DELETE /api/sites/:id`' })
export type SiteRemoved = z.infer<typeof siteRemovedSchema>

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

export const identitySecretSchema = z
  .object({
    required: z.boolean(),
    hint: z.string().nullable().describe('The last four characters of the secret; null: there is none yet.'),
    createdAt: z.int().nullable(),
    secret: z.string().exactOptional().describe('Only in the answer that made it: it is never shown again.'),
  })
  .meta({ id: 'IdentitySecret', description: '`GET`, `POST` and `DELETE /api/sites/:id/identity-secret`' })
export type IdentitySecret = z.infer<typeof identitySecretSchema>

export const siteSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    hosts: z.array(z.string()),
    timeZone: z.string(),
    currency: z.string(),
    createdAt: z.int(),
    retentionDays: z
      .int()
      .exactOptional()
      .describe('After how many days views and visits are forgotten. Absent: never.'),
    lookBackDays: z
      .int()
      .exactOptional()
      .describe('How many days before a payment a visit may still have earned it. Absent: 90.'),
    defaultModel: attributionModelSchema
      .exactOptional()
      .describe('How reports give credit when they are not asked for another model. Absent: last non-direct.'),
    metadataKeys: metadataKeysSchema
      .exactOptional()
      .describe('Names of the site’s own under which its Stripe metadata carries our ids. Absent: none.'),
    isDemo: z
      .literal(true)
      .exactOptional()
      .describe('Everything in it is made up by `farthing demo`. Absent: nothing is.'),
    nextTimeZone: z
      .object({ timeZone: z.string(), at: z.int() })
      .exactOptional()
      .describe('A changed time zone applies from the next day: from `at` on. Absent: none is announced.'),
    role: standingSchema.describe('What the one who asks may do here.'),
    amounts: z.enum(['shown', 'hidden']).describe('Whether the one who asks may see amounts.'),
    ignoredAddresses: z.array(z.string()),
    ignoredPaths: z.array(z.string()),
    datacentreTraffic: datacentreTrafficSchema,
    defaultMode: modeSchema.describe(
      'Which view opens: live once there is a live payment, test before, under a banner.',
    ),
    hasViews: z.boolean().describe('Whether anything was ever measured: the empty page says what to do next.'),
    hasPayments: z.boolean(),
  })
  .meta({ id: 'Site', description: '`GET /api/sites` answers `{ sites: Site[] }`, `GET /api/sites/:id` one.' })
export type Site = z.infer<typeof siteSchema>

export const modeQuerySchema = z.object({ mode: modeSchema.optional() })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
