// The doors beside those of a site (site-rooms.ts), and who may enter each.
import type { RequestHandler, Router } from 'express'
import { accountRoutes } from './admin/account-routes.ts'
import { siteOfToken, withToken } from './admin/guard.ts'
import { passkeyLoginRoutes, passkeyRoutes } from './admin/passkey-routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { openApiRoutes } from './api/routes.ts'
import { connectRoutes } from './attribution/connect-routes.ts'
import { healthRoutes } from './http/health.ts'
import { loginLimits } from './http/rate-limit.ts'
import { neverStored } from './http/security-headers.ts'
import type { Parts } from './parts.ts'
import { revenueRoutes } from './stripe/revenue-routes.ts'
import { type Wake, webhookRoutes } from './stripe/webhook.ts'

export interface Door {
  path: string
  guards: RequestHandler[]
  routes: Router
}

/** For anyone, or for programs with a token that speaks for one site. Each reads its own body and says whom it believes. */
export function openDoors(parts: Parts, wake: Wake): Door[] {
  const programs = [neverStored, withToken(parts, 'server')]
  return [
    { path: '/', guards: [], routes: healthRoutes(parts) },
    { path: '/', guards: [], routes: webhookRoutes(parts, wake) },
    { path: '/api/revenue', guards: programs, routes: revenueRoutes(parts, siteOfToken, wake) },
    { path: '/api/stripe/connect', guards: programs, routes: connectRoutes(parts, siteOfToken) },
    { path: '/api/openapi.json', guards: [], routes: openApiRoutes() },
  ]
}

/** For the dashboard's own pages: signing in, and the account. */
export function ownDoors(parts: Parts): Door[] {
  const limits = loginLimits(parts.config.trustProxy)
  return [
    { path: '/api', guards: [], routes: adminRoutes(parts, limits) },
    { path: '/api/login/passkey', guards: [], routes: passkeyLoginRoutes(parts, limits) },
    { path: '/api/account/passkeys', guards: [], routes: passkeyRoutes(parts, limits) },
    { path: '/api/account', guards: [], routes: accountRoutes(parts, limits) },
  ]
}
