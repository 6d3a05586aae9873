// The table of contents: every room, in the order in which the data goes, and beside it who may enter.
import type { RequestListener } from 'node:http'
import express from 'express'
import { openDoors, ownDoors } from './doors.ts'
import { takeSides } from './experiments/take-sides.ts'
import { builtDashboard } from './http/built-package.ts'
import { dashboardFiles } from './http/dashboard-files.ts'
import { errorHandler } from './http/error-handler.ts'
import { inFront } from './http/front-door.ts'
import { fromHereOrWithToken, type Metrics, metricsAnswer, newMetrics } from './http/metrics.ts'
import { notFound } from './http/not-found.ts'
import { requestLog } from './http/request-log.ts'
import { sameOriginWrites } from './http/same-origin.ts'
import { scriptDoors } from './http/script-doors.ts'
import { dashboardHeaders, neverStored } from './http/security-headers.ts'
import { identityGuard } from './identity/may-identify.ts'
import { unsubscribeRoutes } from './notices/routes.ts'
import type { Parts } from './parts.ts'
import { sitesAndTheirRooms } from './site-rooms.ts'
import { scriptSettings } from './sites/store.ts'
import { followMoney } from './stripe/follow.ts'
import type { Wake } from './stripe/webhook.ts'
import { ignoredCounter } from './tracking/count-ignored.ts'
import { openNetworkFile } from './tracking/datacentres.ts'
import { enricher } from './tracking/enrich.ts'
import { openGeoFile } from './tracking/geo-file.ts'
import { type TrackingParts, trackingDoor } from './tracking/routes.ts'

/** `wake` tells the work that goes on behind the doors that there is something new. */
export function createApp(parts: Parts, wake: Wake): RequestListener {
  const { config, log } = parts
  const metrics = newMetrics()
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', config.trustProxy)
  app.use(requestLog(log))

  // Anyone: probes, shops, visitors, Stripe. Each door reads its own body and says whom it believes.
  app.get('/metrics', fromHereOrWithToken(config.metricsToken), metricsAnswer(metrics))
  for (const { path, guards, routes } of openDoors(parts, wake)) app.use(path, ...guards, routes)

  // Who got an email and wants no more: a mail program, with a link that proves it.
  app.use('/api/notices/unsubscribe', neverStored, unsubscribeRoutes(parts))

  // The dashboard: its own pages only; what belongs to a site, behind who may enter (site-rooms.ts).
  app.use(dashboardHeaders())
  app.use('/api', neverStored, sameOriginWrites, express.json({ limit: '64kb' }))
  for (const { path, guards, routes } of ownDoors(parts)) app.use(path, ...guards, routes)
  app.use('/api/sites', sitesAndTheirRooms(parts, wake))

  // A script of another version, too: the dashboard's page would be worse than nothing in its place.
  app.use(['/api', '/in', /^\/f[.-][\w.-]*\.js$/], notFound)
  app.use(dashboardFiles(builtDashboard()))
  app.use(notFound)
  app.use(errorHandler(log))

  // Anyone, too: what every page view brings.
  return inFront(
    { '/api/event': trackingDoor(trackingParts(parts, metrics)), ...scriptDoors(scriptParts(parts)) },
    app,
    log,
  )
}

const scriptParts = ({ config, storage, log }: Parts): Parameters<typeof scriptDoors>[0] => ({
  names: config.scriptNames,
  settingsOf: (siteId) => scriptSettings(storage.read, siteId),
  onError: (error) => log.warn({ err: error }, 'a script was sent without the settings of its site'),
})

/** What a view sets going on the money's side: tracking does not know the rooms behind it. */
const trackingParts = (
  parts: Parts,
  metrics: Metrics,
  count = ignoredCounter(parts.storage, couldNotCount(parts)),
): TrackingParts => ({
  storage: parts.storage,
  clock: parts.clock,
  log: parts.log,
  trustProxy: parts.config.trustProxy,
  follow: followMoney(parts),
  takeSides,
  mayIdentify: identityGuard(parts.keys),
  enrich: enricher(openGeoFile(parts.config.geoFile)),
  isDatacentre: openNetworkFile(parts.config.networkFile),
  emailKey: (siteId) => parts.keys.emailKey(siteId),
  onAnswered: metrics.messageAnswered,
  onIgnored: (reason, site) => {
    parts.log.debug({ reason, siteId: site.id }, 'a message was not counted')
    metrics.messageIgnored(reason)
    count(reason, site, parts.clock())
  },
})

const couldNotCount = (parts: Parts) => (error: unknown) =>
  parts.log.error({ err: error }, 'ignored messages could not be counted')
