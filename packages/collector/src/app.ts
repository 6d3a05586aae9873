// The table of contents: every room, in the order in which the data goes, and beside it who may enter.
import express, { type Express } from 'express'
import { signedIn } from './admin/guard.ts'
import { adminRoutes } from './admin/routes.ts'
import { builtDashboard, builtScript } from './http/built-package.ts'
import { dashboardFiles } from './http/dashboard-files.ts'
import { errorHandler } from './http/error-handler.ts'
import { healthRoutes } from './http/health.ts'
import { notFound } from './http/not-found.ts'
import { requestLog } from './http/request-log.ts'
import { sameOriginWrites } from './http/same-origin.ts'
import { sdkScript } from './http/sdk-script.ts'
import { dashboardHeaders, neverStored } from './http/security-headers.ts'
import type { Parts } from './parts.ts'
import { knownSite } from './sites/guard.ts'
import { siteRoutes } from './sites/routes.ts'

export function createApp(parts: Parts): Express {
  const { config, log } = parts
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', config.trustProxy)
  app.use(requestLog(log))

  // Everybody: shops, visitors, Stripe, probes. Each door reads its own body.
  app.use(healthRoutes(parts))
  app.get('/f.js', sdkScript(builtScript()))

  // The owner.
  app.use(dashboardHeaders())
  app.use('/api', neverStored, sameOriginWrites, express.json({ limit: '64kb', strict: false }))
  app.use('/api', adminRoutes(parts))
  app.use('/api/sites', signedIn(parts))
  app.use('/api/sites', siteRoutes(parts))
  app.use('/api/sites/:siteId', knownSite(parts))

  app.use(['/api', '/in'], notFound)
  app.use(dashboardFiles(builtDashboard()))
  app.use(notFound)
  app.use(errorHandler(log))
  return app
}
