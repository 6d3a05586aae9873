// Looks at one site from its first view to its last payment, and at Stripe, and says what was found.
import type { DoctorReport, Finding, Mode } from '@farthing/contract'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import type { Parts } from '../parts.ts'
import { addDays, dayOf, type SiteRecord } from '../sites/site.ts'
import { hasLivePayments } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { talliesOf } from '../storage/tally.ts'
import { examineKey } from '../stripe/check-key.ts'
import { apiVersion, type StripeApi } from '../stripe/client.ts'
import { type ApiKey, apiKeyOf } from '../stripe/connection.ts'
import { lastDeliveryAt } from '../stripe/connection-store.ts'
import { askForEndpoints, type Endpoint, endpointsOf } from '../stripe/endpoint.ts'
import { keepCheck } from '../stripe/keep-check.ts'
import { keptSecrets } from '../stripe/kept-secrets.ts'
import { version } from '../version.ts'
import { clockFinding, databaseFinding, inboxFinding, versionFinding } from './collector-findings.ts'
import { worstOf } from './finding.ts'
import { type KeySeen, keyFindings } from './key-findings.ts'
import { pathFindings, sharesOf } from './path-findings.ts'
import { backlogOf, lastViewAt, markExamined, paymentsSince, uncountedSince } from './store.ts'
import { trackingFindings } from './tracking-findings.ts'
import { webhookFindings } from './webhook-findings.ts'

const MONTH = 30 * 86_400_000

/** `origin`: by which address the owner reached us, null when not by HTTP. */
export async function examine(
  parts: Parts,
  api: StripeApi,
  site: SiteRecord,
  origin: string | null,
): Promise<DoctorReport> {
  const { storage, clock } = parts
  const now = clock()
  const failure = await failureToWrite(storage, now)
  const apiKey = await apiKeyOf(storage.read, parts, site.id)
  const atStripe = apiKey && (await askStripe(parts, api, apiKey, failure === null))
  const connections = [site.id, ENVIRONMENT]
  const live = await hasLivePayments(storage.read, site.id)
  const findings: Finding[] = [
    versionFinding(version(), storage.engine),
    databaseFinding(failure),
    ...clockFinding(atStripe?.clockSkew ?? null),
    inboxFinding(await backlogOf(storage.read, connections), now),
    ...(await lookAtViews(parts, site, { now, origin })),
    ...(await lookAtStripe(parts, site, { now, origin, live, atStripe })),
    ...(await lookAtPaths(parts, site, { now, origin, mode: apiKey?.mode ?? (live ? 'live' : 'test') })),
  ]
  return { siteId: site.id, siteName: site.name, at: now, version: version(), level: worstOf(findings), findings }
}

async function failureToWrite(storage: Storage, now: number): Promise<string | null> {
  try {
    await storage.write((trx) => markExamined(trx, now))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

interface AtStripe {
  key: KeySeen
  clockSkew: number | null
  endpoints: Endpoint[] | null
}

async function askStripe(parts: Parts, api: StripeApi, apiKey: ApiKey, canWrite: boolean): Promise<AtStripe> {
  const exam = await examineKey(api, apiKey.key, parts.clock)
  const checked = exam.kind === 'examined' && exam.check.state === 'checked'
  if (checked && canWrite) await parts.storage.write((trx) => keepCheck(trx, apiKey, exam.check))
  return {
    key: { mode: apiKey.mode, isSecretKey: apiKey.key.startsWith('sk_'), exam },
    clockSkew: exam.kind === 'examined' ? exam.clockSkew : null,
    endpoints: checked ? endpointsOf(await api.call(apiKey.key, askForEndpoints)) : null,
  }
}

interface Moment {
  now: number
  origin: string | null
}

async function lookAtViews({ storage }: Parts, site: SiteRecord, at: Moment): Promise<Finding[]> {
  const weekAgo = addDays(dayOf(at.now, site.timeZone), -6)
  const ignored = await uncountedSince(storage.read, site.id, weekAgo)
  return trackingFindings(site, { lastViewAt: await lastViewAt(storage.read, site.id), ignored }, at)
}

async function lookAtStripe(
  { storage, keys, config }: Parts,
  site: SiteRecord,
  { now, origin, live, atStripe }: Moment & { live: boolean; atStripe: AtStripe | null },
): Promise<Finding[]> {
  const connections = [site.id, ENVIRONMENT]
  const ownSecrets = (await keptSecrets(storage.read, keys, site.id)).length
  const sharedSecrets = config.stripe.webhookSecrets.length
  const needs = {
    siteName: site.name,
    hasLivePayments: live,
    hasWebhookSecret: ownSecrets + sharedSecrets > 0,
  }
  const webhook = {
    ...{ siteId: site.id, origin, ownSecrets, sharedSecrets, apiVersion },
    endpoints: atStripe?.endpoints ?? null,
    hasKey: atStripe !== null,
    lastDeliveryAt: await lastDeliveryAt(storage.read, connections),
    refused: await talliesOf(storage.read, 'webhook', connections),
  }
  return [...keyFindings(atStripe?.key ?? null, needs), ...webhookFindings(webhook, now)]
}

async function lookAtPaths(
  { storage }: Parts,
  site: SiteRecord,
  { now, origin, mode }: Moment & { mode: Mode },
): Promise<Finding[]> {
  const asked = { siteId: site.id, mode, since: now - MONTH, connections: [site.id, ENVIRONMENT] }
  return pathFindings(sharesOf(await paymentsSince(storage.read, asked)), site.id, origin)
}
