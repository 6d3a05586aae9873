// The settings of this collector: the only reader of the environment, and what each setting means when it is absent.
import { resolve } from 'node:path'
import { z } from 'zod'
import { type ScriptName, scriptNames } from './http/built-package.ts'
import { parseTrustProxy, type TrustProxy } from './http/client-ip.ts'
import { keptSecret } from './kept-secret.ts'

export interface Config {
  port: number
  /** Undefined: every address of this machine. */
  host: string | undefined
  dataFolder: string
  /** `sqlite:` and a path, or `postgres:`. */
  databaseUrl: string
  /** The master secret that wraps the data keys. */
  secret: string
  stripe: {
    /** Of the endpoint that all sites share; several while one is being replaced. */
    webhookSecrets: readonly string[]
    apiKey: string | null
    /** A stand-in for https://api.stripe.com, without a slash at the end. */
    apiBase: string | null
    /** How often every key is used to look for news; 0: only when a webhook asks for it. */
    pollSeconds: number
    /** How often one key asks Stripe at most. */
    requestsPerSecond: number
  }
  trustProxy: TrustProxy
  /** The owner's .mmdb file of countries or cities; null: the one that comes with Farthing. */
  geoFile: string | null
  /** The operator's .mmdb file of networks; null: nobody knows which are datacentres. */
  networkFile: string | null
  /** With it Prometheus may ask from elsewhere. */
  metricsToken: string | null
  /** Further addresses of the browser script, for those that lists of blockers know. */
  scriptNames: ReadonlyMap<string, ScriptName>
  /** Where people find the dashboard: for links in notices, and what passkeys are bound to. Null: nobody said. */
  publicUrl: string | null
  /** How notices are mailed; null: not at all. */
  mail: { smtpUrl: string; from: string } | null
  /** Whether notices may go to addresses of the own network. */
  privateHooks: boolean
  logLevel: LogLevel
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
type LogLevel = (typeof logLevels)[number]

export type Environment = Readonly<Record<string, string | undefined>>

/** A setting that cannot be used. The message is for the person who starts the collector. */
class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const listed = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const databaseUrl = z
  .string()
  .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)/, 'starts with sqlite: or postgres://, as in postgres://user@host/database')
const webhookSecrets = z
  .string()
  .transform(listed)
  .pipe(z.array(z.string().regex(/^whsec_\S+$/, 'is a list of signing secrets, each beginning with whsec_')))
const apiKey = z.string().regex(/^(rk|sk)_(test|live)_\S+$/, 'begins with rk_test_, rk_live_, sk_test_ or sk_live_')
const apiBase = z
  .url({ protocol: /^https?$/, error: 'is a URL, as in http://localhost:4243' })
  .transform((url) => url.replace(/\/+$/, ''))
const pollSeconds = z.coerce
  .number('is a number of seconds')
  .int()
  .max(86_400)
  .refine((seconds) => seconds === 0 || seconds >= 10, 'is at least 10 seconds, or 0 for never')
const requestsPerSecond = z.coerce
  .number('is a number from 1 to 100')
  .min(1, 'is a number from 1 to 100')
  .max(100, 'is a number from 1 to 100')
const trustProxy = z.string().transform((text, context) => {
  const trusted = parseTrustProxy(text)
  if (trusted !== null) return trusted
  context.addIssue('is the number of proxies in front, or a list of their addresses, as in loopback, 10.0.0.0/8')
  return z.NEVER
})

/** `/s.js` is f.js; `/c.js=f.clicks.js` is the other one. */
const scriptAddresses = z.string().transform((text, context) => {
  const pairs = listed(text).map((part) => /^\/?([\w./-]+\.js)(?:=(f\.js|f\.clicks\.js))?$/.exec(part))
  if (pairs.every((pair) => pair !== null))
    return new Map(pairs.map(([, path, name]) => [`/${path}`, scriptNames.find((known) => known === name) ?? 'f.js']))
  context.addIssue('is a list of addresses that end in .js, as in /s.js, /assets/c.js=f.clicks.js')
  return z.NEVER
})

const publicUrl = z
  .url({ protocol: /^https?$/, error: 'is a URL, as in https://stats.example' })
  .transform((url) => url.replace(/\/+$/, ''))
const smtpUrl = z.string().regex(/^smtps?:\/\/.+/, 'is a URL, as in smtps://user:password@mail.example:465')

const settings = z.object({
  PORT: z.coerce
    .number('is a number from 0 to 65535')
    .int()
    .min(0)
    .max(65_535, 'is a number from 0 to 65535')
    .default(4242),
  HOST: z.string().optional(),
  FARTHING_DATA: z.string().default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  FARTHING_SECRET: z.string().min(16, 'has at least 16 characters; `openssl rand -base64 32` makes one').optional(),
  FARTHING_ALLOW_SECRET_KEY: z.enum(['0', '1'], 'is 0 or 1').default('0'),
  STRIPE_WEBHOOK_SECRET: webhookSecrets.default([]),
  STRIPE_API_KEY: apiKey.optional(),
  STRIPE_API_BASE: apiBase.optional(),
  STRIPE_POLL_SECONDS: pollSeconds.default(60),
  STRIPE_REQUESTS_PER_SECOND: requestsPerSecond.default(5),
  FARTHING_GEO_FILE: z.string().optional(),
  FARTHING_ASN_FILE: z.string().optional(),
  TRUST_PROXY: trustProxy.default(0),
  METRICS_TOKEN: z.string().min(16, 'has at least 16 characters').optional(),
  FARTHING_SCRIPT_NAMES: scriptAddresses.default(new Map()),
  FARTHING_URL: publicUrl.optional(),
  SMTP_URL: smtpUrl.optional(),
  SMTP_FROM: z.string().regex(/@/, 'is an address, as in Farthing <farthing@shop.example>').optional(),
  FARTHING_PRIVATE_HOOKS: z.enum(['0', '1'], 'is 0 or 1').default('0'),
  LOG_LEVEL: z.enum(logLevels, `is one of ${logLevels.join(', ')}`).default('info'),
})
type Settings = z.infer<typeof settings>

/** Without looking at anything else: a command that a collector carries out needs no more settings, and makes no secret. */
export function readDatabaseUrl(environment: Environment = process.env): string {
  const { FARTHING_DATA, DATABASE_URL } = parse({
    FARTHING_DATA: environment.FARTHING_DATA,
    DATABASE_URL: environment.DATABASE_URL,
  })
  return databaseIn(DATABASE_URL, resolve(FARTHING_DATA))
}

const databaseIn = (url: string | undefined, dataFolder: string): string =>
  url ?? `sqlite:${resolve(dataFolder, 'farthing.sqlite')}`

/** Throws a ConfigError with a sentence. An empty setting counts as absent. */
export function readConfig(environment: Environment = process.env): Config {
  const given = parse(environment)
  refuseUnconfirmedSecretKey(given)
  const dataFolder = resolve(given.FARTHING_DATA)
  const url = databaseIn(given.DATABASE_URL, dataFolder)
  return {
    port: given.PORT,
    host: given.HOST,
    dataFolder,
    databaseUrl: url,
    secret: given.FARTHING_SECRET ?? secretFor(url, dataFolder),
    stripe: {
      webhookSecrets: given.STRIPE_WEBHOOK_SECRET,
      apiKey: given.STRIPE_API_KEY ?? null,
      apiBase: given.STRIPE_API_BASE ?? null,
      pollSeconds: given.STRIPE_POLL_SECONDS,
      requestsPerSecond: given.STRIPE_REQUESTS_PER_SECOND,
    },
    trustProxy: given.TRUST_PROXY,
    geoFile: given.FARTHING_GEO_FILE === undefined ? null : resolve(given.FARTHING_GEO_FILE),
    networkFile: given.FARTHING_ASN_FILE === undefined ? null : resolve(given.FARTHING_ASN_FILE),
    metricsToken: given.METRICS_TOKEN ?? null,
    scriptNames: given.FARTHING_SCRIPT_NAMES,
    publicUrl: given.FARTHING_URL ?? null,
    mail: mailOf(given),
    privateHooks: given.FARTHING_PRIVATE_HOOKS === '1',
    logLevel: given.LOG_LEVEL,
  }
}

function parse(environment: Environment): Settings {
  const present = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  const result = settings.safeParse(Object.fromEntries(present))
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`)
  throw new ConfigError([...new Set(sentences)].join('\n'))
}

/** Without a sender of its own, a notice comes from the name that signs in at the mail server, where that is an address. */
function mailOf({ SMTP_URL, SMTP_FROM }: Settings): Config['mail'] {
  if (SMTP_URL === undefined) return null
  if (!URL.canParse(SMTP_URL)) throw new ConfigError('SMTP_URL is a URL, as in smtps://user:password@mail.example:465.')
  const from = SMTP_FROM ?? decodeURIComponent(new URL(SMTP_URL).username)
  if (!from.includes('@'))
    throw new ConfigError(
      'SMTP_FROM is needed with SMTP_URL: the sender of notices, as in Farthing <farthing@shop.example>.',
    )
  return { smtpUrl: SMTP_URL, from }
}

function refuseUnconfirmedSecretKey(given: Settings): void {
  if (!given.STRIPE_API_KEY?.startsWith('sk_live_') || given.FARTHING_ALLOW_SECRET_KEY === '1') return
  throw new ConfigError(
    'STRIPE_API_KEY is a secret key (sk_live_…): whoever reads it can move money. Farthing only reads: make a restricted key (rk_live_…) ' +
      'in the Stripe dashboard under Developers, API keys, and use that. To use the secret key all the same, set FARTHING_ALLOW_SECRET_KEY=1.',
  )
}

/** Several collectors share a PostgreSQL: a secret that each made for itself would be a different one on each. */
function secretFor(url: string, dataFolder: string): string {
  if (url.startsWith('sqlite:')) return keptSecret(dataFolder)
  throw new ConfigError(
    'FARTHING_SECRET is needed with a postgres: database, the same one for every collector. `openssl rand -base64 32` makes one; keep it: without it the stored keys cannot be read.',
  )
}
