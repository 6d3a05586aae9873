// Whether Stripe's messages can arrive: the endpoint at Stripe, its events and version, its secret here, and what was refused.
import type { Finding } from '@farthing/contract'
import type { Endpoint } from '../stripe/endpoint.ts'
import { costOfMissing, missingEvents } from '../stripe/event-types.ts'
import { fine, lasting, problem, warning } from './finding.ts'

const ok = fine('webhook')
const warn = warning('webhook')
const bad = problem('webhook')

export interface WebhookSeen {
  siteId: string
  /** By which address the owner reached us; null on the command line. */
  origin: string | null
  /** Null: the key may not look, or there is none. */
  endpoints: Endpoint[] | null
  hasKey: boolean
  ownSecrets: number
  sharedSecrets: number
  lastDeliveryAt: number | null
  refused: { subject: string; reason: string; count: number; last_at: number }[]
  /** The version that this release is made for. */
  apiVersion: string
}

const SHARED = '/api/webhooks/stripe'
const ownPath = (siteId: string) => `/in/${siteId}/stripe`

export const webhookFindings = (seen: WebhookSeen, now: number): Finding[] => [
  ...endpointFindings(seen),
  deliveryFinding(seen, now),
  ...refusalFindings(seen, now),
]

function endpointFindings(seen: WebhookSeen): Finding[] {
  if (seen.endpoints === null) return []
  const ours = seen.endpoints.filter(({ url }) => isOurs(url, seen.siteId))
  if (ours.length > 0) return ours.flatMap((endpoint) => oneEndpoint(endpoint, seen))
  const url = `${seen.origin ?? 'https://collector.example'}${ownPath(seen.siteId)}`
  const todo = 'Let Farthing create it (settings, Stripe), or add an endpoint with this address in Stripe by hand.'
  const sentence = 'Stripe has no webhook endpoint for this site.'
  return [warn('endpoint', `${sentence} Payments are found by asking: later, and some details never.`, todo, url)]
}

const pathOf = (url: string): string => URL.parse(url)?.pathname ?? ''
const isOurs = (url: string, siteId: string): boolean =>
  pathOf(url).endsWith(ownPath(siteId)) || pathOf(url).endsWith(SHARED)

function oneEndpoint(endpoint: Endpoint, seen: WebhookSeen): Finding[] {
  const findings = [enabled, rightPlace, signed, events, version].flatMap((look) => look(endpoint, seen))
  return findings.length > 0
    ? findings
    : [ok('endpoint', `Stripe sends to ${endpoint.url}, everything that is needed.`)]
}

const enabled = ({ url, enabled }: Endpoint): Finding[] =>
  enabled
    ? []
    : [
        bad(
          'endpoint:disabled',
          `The endpoint ${url} is switched off in Stripe.`,
          'Enable it in Stripe, under Developers, Webhooks.',
        ),
      ]

/** Nobody reaches a dashboard on localhost from outside: its address then says nothing. */
function rightPlace({ url }: Endpoint, { origin }: WebhookSeen): Finding[] {
  if (origin === null || /^https?:\/\/(localhost|127\.|\[::1\])/.test(origin)) return []
  const there = URL.parse(url)?.origin
  if (there === undefined || there === origin) return []
  return [
    warn(
      'endpoint:address',
      `The endpoint at Stripe leads to ${there}, and you reached this collector at ${origin}.`,
      'If that is another collector, or an old address, change it in Stripe. If both lead here, all is well.',
    ),
  ]
}

function signed({ url }: Endpoint, { siteId, ownSecrets, sharedSecrets }: WebhookSeen): Finding[] {
  const own = pathOf(url).endsWith(ownPath(siteId))
  if ((own ? ownSecrets : 0) + sharedSecrets > 0) return []
  return [
    bad(
      'endpoint:secret',
      `No signing secret is stored for ${url}: what it sends is not believed.`,
      own
        ? 'Copy the signing secret (whsec_…) of this endpoint from Stripe into the settings.'
        : 'Set STRIPE_WEBHOOK_SECRET to the signing secret (whsec_…) of this endpoint and start the collector again.',
    ),
  ]
}

function events({ events, url }: Endpoint): Finding[] {
  const missing = missingEvents(events)
  const costs = costOfMissing(events)
  const todo = 'Let Farthing create the endpoint again (settings, Stripe), or add these events to it in Stripe.'
  if (costs.length > 0)
    return [bad('endpoint:events', `The endpoint ${url} lacks events: ${costs.join(', ')}.`, todo, missing.join('\n'))]
  if (missing.length === 0) return []
  return [
    warn(
      'endpoint:events',
      `The endpoint ${url} does not send ${missing.length} of the events that are of use.`,
      todo,
      missing.join('\n'),
    ),
  ]
}

/** Versions begin with their date, so that their names are in order. */
function version({ apiVersion }: Endpoint, seen: WebhookSeen): Finding[] {
  if (apiVersion === null || apiVersion <= seen.apiVersion) return []
  const sentence = `The endpoint speaks ${apiVersion}, which is newer than what this release knows (${seen.apiVersion}).`
  return [
    warn(
      'endpoint:version',
      sentence,
      'Update Farthing when there is a release; payments are read as well as possible.',
    ),
  ]
}

function deliveryFinding({ lastDeliveryAt, ownSecrets, sharedSecrets, hasKey }: WebhookSeen, now: number): Finding {
  if (lastDeliveryAt !== null)
    return ok('delivery', `The last message of Stripe’s arrived ${lasting(Math.max(0, now - lastDeliveryAt))} ago.`)
  if (ownSecrets + sharedSecrets > 0)
    return warn(
      'delivery',
      'A signing secret is stored, and no message has ever arrived.',
      'Send a test event from Stripe, or make a test purchase. If nothing comes, the address in Stripe is wrong.',
    )
  return hasKey
    ? ok('delivery', 'There is no webhook; Stripe is asked for payments instead.')
    : warn('delivery', 'No message of Stripe’s has ever arrived.', 'Connect Stripe in the settings.')
}

const DAY = 86_400_000

function refusalFindings({ refused, lastDeliveryAt, siteId }: WebhookSeen, now: number): Finding[] {
  return refused
    .filter(({ last_at }) => now - last_at < 7 * DAY)
    .map(({ reason, count, last_at, subject }) => {
      const door = subject === siteId ? ownPath(siteId) : SHARED
      const sentence = `${refusals[reason]?.sentence ?? reason} (${count} at ${door}, the last one ${lasting(Math.max(0, now - last_at))} ago).`
      const todo = refusals[reason]?.todo
      // A message that came in good order since then: somebody else knocked, or it is mended.
      const mended = lastDeliveryAt !== null && lastDeliveryAt > last_at
      if (reason === 'not_believed') return warn(`refused:${reason}`, sentence, todo)
      return mended
        ? warn(`refused:${reason}`, `${sentence} Good ones arrived since.`, todo)
        : bad(`refused:${reason}`, sentence, todo)
    })
}

const refusals: Record<string, { sentence: string; todo: string }> = {
  invalid_signature: {
    sentence: 'Messages were refused because their signature does not match',
    todo: 'Copy the signing secret of this very endpoint from Stripe into the settings (each endpoint has its own, test and live too), and look at the clock. If a secret was rolled, add the new one. Somebody who is not Stripe may have knocked, too.',
  },
  no_signing_secret: {
    sentence: 'Messages were refused because no signing secret is stored',
    todo: 'Copy the signing secret (whsec_…) of the endpoint from Stripe into the settings. Stripe sends again for up to three days.',
  },
  not_believed: {
    sentence: 'Messages arrived unsigned; Stripe was asked instead',
    todo: 'Copy the signing secret (whsec_…) of the endpoint from Stripe into the settings, and payments arrive at once.',
  },
}
