// The table of contents: every room, in the order in which the data goes, and beside it who may enter.
import type { RequestListener } from 'node:http'
import express from 'express'
import { signedIn, siteOfToken, withToken } from './admin/guard.ts'
import { adminRoutes } from './admin/routes.ts'
import { paymentRoutes } from './attribution/payment-routes.ts'
import { doctorRoutes } from './doctor/routes.ts'
import { builtDashboard } from './http/built-package.ts'
import { dashboardFiles } from './http/dashboard-files.ts'
import { errorHandler } from './http/error-handler.ts'
import { inFront } from './http/front-door.ts'
import { healthRoutes } from './http/health.ts'
import { fromHereOrWithToken, type Metrics, metricsAnswer, newMetrics } from './http/metrics.ts'
import { notFound } from './http/not-found.ts'
import { requestLog } from './http/request-log.ts'
import { sameOriginWrites } from './http/same-origin.ts'
import { scriptDoors } from './http/script-doors.ts'
import { dashboardHeaders, neverStored } from './http/security-headers.ts'
import { identityGuard } from './identity/may-identify.ts'
import { identitySecretRoutes } from './identity/secret-routes.ts'
import type { Parts } from './parts.ts'
import { personRoutes } from './privacy/person-routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { knownSite } from './sites/guard.ts'
import { siteRoutes } from './sites/routes.ts'
import { scriptRoutes } from './sites/script-routes.ts'
import { scriptSettings } from './sites/store.ts'
import { connectionRoutes } from './stripe/connection-routes.ts'
import { followMoney } from './stripe/follow.ts'
import { historyRoutes } from './stripe/history-routes.ts'
import { reconcileRoutes } from './stripe/reconcile-routes.ts'
import { revenueRoutes } from './stripe/revenue-routes.ts'
import { shownReturns } from './stripe/store.ts'
import { type Wake, webhookRoutes } from './stripe/webhook.ts'
import { ignoredCounter } from './tracking/count-ignored.ts'
import { enricher } from './tracking/enrich.ts'
import { openGeoFile } from './tracking/geo-file.ts'
import { ignoredRoutes } from './tracking/ignored-routes.ts'
import { type TrackingParts, trackingDoor } from './tracking/routes.ts'

/** A redirect that Stripe did not confirm is shown for a day. */
const dayMs = 24 * 60 * 60 * 1000

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
  app.use(healthRoutes(parts))
  app.get('/metrics', fromHereOrWithToken(config.metricsToken), metricsAnswer(metrics))
  app.use(webhookRoutes(parts, wake))

  // Programs, with a token that speaks for one site.
  app.use('/api/revenue', neverStored, withToken(parts, 'server'), revenueRoutes(parts, siteOfToken, wake))

  // The dashboard: its own pages only, and behind `signedIn` the owner only.
  app.use(dashboardHeaders())
  app.use('/api', neverStored, sameOriginWrites, express.json({ limit: '64kb' }))
  app.use('/api', adminRoutes(parts))
  app.use('/api/sites', signedIn(parts))
  app.use('/api/sites', siteRoutes(parts))
  app.use('/api/sites/:siteId', knownSite(parts))
  app.use('/api/sites/:siteId/stripe/reconcile', reconcileRoutes(parts))
  app.use('/api/sites/:siteId/doctor', doctorRoutes(parts))
  app.use('/api/sites/:siteId/stripe', connectionRoutes(parts, wake))
  app.use('/api/sites/:siteId/stripe', historyRoutes(parts, wake))
  app.use(
    '/api/sites/:siteId/payments',
    paymentRoutes(parts, (db, siteId, mode, now) => shownReturns(db, siteId, mode, now - dayMs)),
  )
  app.use('/api/sites/:siteId/persons', personRoutes(parts))
  app.use('/api/sites/:siteId/identity-secret', identitySecretRoutes(parts))
  app.use('/api/sites/:siteId/ignored', ignoredRoutes(parts))
  app.use('/api/sites/:siteId/script', scriptRoutes(parts))
  app.use('/api/sites/:siteId/reports', reportRoutes(parts))

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
  mayIdentify: identityGuard(parts.keys),
  enrich: enricher(openGeoFile(parts.config.geoFile)),
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
