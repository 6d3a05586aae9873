// The rooms of a site, and beside each who may enter: read this table to know who sees what.
import { Router } from 'express'
import type { Access } from './admin/access.ts'
import { auditRoutes } from './admin/audit-routes.ts'
import { refuseToAdd, standingsOf } from './admin/entrance.ts'
import {
  amountsShown,
  audited,
  known,
  may,
  memberIn,
  noting,
  seenBy,
  standing,
  viewersIn,
  whoAsks,
} from './admin/guard.ts'
import { memberRoutes } from './admin/member-routes.ts'
import { shareRoutes } from './admin/share-routes.ts'
import { tokenRoutes } from './admin/token-routes.ts'
import { paymentRoutes, type ShownReturns } from './attribution/payment-routes.ts'
import { doctorRoutes } from './doctor/routes.ts'
import { splitTestRoutes } from './experiments/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { identitySecretRoutes } from './identity/secret-routes.ts'
import { liveRoutes } from './live/routes.ts'
import { noticeHookRoutes, noticeRoutes } from './notices/routes.ts'
import type { Parts } from './parts.ts'
import { personRoutes } from './privacy/person-routes.ts'
import { removalRoutes } from './removal/routes.ts'
import { paymentIsCredited } from './reports/count-money.ts'
import { reportRoutes } from './reports/routes.ts'
import { knownSite } from './sites/guard.ts'
import { type Entrance, siteListRoutes, siteRoutes } from './sites/routes.ts'
import { scriptRoutes } from './sites/script-routes.ts'
import { connectionRoutes } from './stripe/connection-routes.ts'
import { deliveryRoutes } from './stripe/delivery-routes.ts'
import { historyRoutes } from './stripe/history-routes.ts'
import { reconcileRoutes } from './stripe/reconcile-routes.ts'
import { shownReturns } from './stripe/store.ts'
import type { Wake } from './stripe/webhook.ts'
import { ignoredRoutes } from './tracking/ignored-routes.ts'

export interface Room {
  /** Under /api/sites/:siteId. */
  path: string
  access: Access
  routes: Router
  /** Routes of the room, by their path, that are for others than the rest. */
  exceptions?: Readonly<Record<string, Access>>
}

/** A redirect that Stripe did not confirm is shown for a day. */
const dayMs = 24 * 60 * 60 * 1000

const guests: Access = { look: 'guest', change: 'admin', to: 'everybody' }
const viewers: Access = { look: 'viewer', change: 'admin', to: 'everybody' }
/** What is for oneself alone. */
const viewersInPerson: Access = { look: 'viewer', change: 'viewer', to: 'people' }
const admins: Access = { look: 'admin', change: 'admin', to: 'everybody' }
const adminsInPerson: Access = { look: 'admin', change: 'admin', to: 'people' }
const ownersInPerson: Access = { look: 'admin', change: 'owner', to: 'people' }

/** What belongs together stands together; of two that share a path, the first that answers does. */
export function siteRooms(parts: Parts, wake: Wake): Room[] {
  const shown: ShownReturns = (db, siteId, mode, now) => shownReturns(db, siteId, mode, now - dayMs)
  return [
    { path: '/', access: guests, routes: siteRoutes(parts, entranceOf(parts)) },
    // Beside changing the site, which is for admins: away with it.
    { path: '/', access: ownersInPerson, routes: removalRoutes(parts, whoAsks) },
    // What was spent, and the ids of clicks, are nothing for guests.
    {
      path: '/reports',
      access: guests,
      routes: reportRoutes(parts, amountsShown),
      exceptions: { '/ad-costs': viewers, '/click-conversions.csv': viewers },
    },
    // One payment whole names its customer: not for guests.
    {
      path: '/payments',
      access: guests,
      routes: paymentRoutes(parts, {
        shownReturns: shown,
        partOfPayments: paymentIsCredited,
        seesAmounts: amountsShown,
      }),
      exceptions: { '/export': viewers, '/:paymentId': viewers },
    },
    { path: '/live', access: guests, routes: liveRoutes(parts, seenBy) },
    { path: '/stripe/reconcile', access: viewers, routes: reconcileRoutes(parts) },
    { path: '/stripe/deliveries', access: admins, routes: deliveryRoutes(parts, wake) },
    { path: '/doctor', access: viewers, routes: doctorRoutes(parts) },
    { path: '/ignored', access: viewers, routes: ignoredRoutes(parts) },
    { path: '/script', access: viewers, routes: scriptRoutes(parts) },
    { path: '/tests', access: viewers, routes: splitTestRoutes(parts) },
    { path: '/stripe', access: admins, routes: connectionRoutes(parts, wake) },
    { path: '/stripe', access: admins, routes: historyRoutes(parts, wake) },
    // What visitors did and what was paid, as a file that leaves the house: looked at, and in the trace all the same.
    { path: '/export', access: admins, routes: exportRoutes(parts, noting(parts)) },
    { path: '/persons', access: admins, routes: personRoutes(parts) },
    { path: '/identity-secret', access: adminsInPerson, routes: identitySecretRoutes(parts) },
    { path: '/tokens', access: adminsInPerson, routes: tokenRoutes(parts) },
    { path: '/share-links', access: adminsInPerson, routes: shareRoutes(parts) },
    { path: '/audit', access: adminsInPerson, routes: auditRoutes(parts) },
    { path: '/notices', access: viewersInPerson, routes: noticeRoutes(parts, memberIn) },
    { path: '/notice-hooks', access: adminsInPerson, routes: noticeHookRoutes(parts) },
    { path: '/members', access: ownersInPerson, routes: memberRoutes(parts) },
  ]
}

/** Mounted at /api/sites. */
export function sitesAndTheirRooms(parts: Parts, wake: Wake): Router {
  const routes = Router()
  routes.use(known(parts))
  routes.use(siteListRoutes(parts, entranceOf(parts)))
  routes.use('/:siteId', knownSite(parts), standing(parts), audited(parts))
  for (const room of siteRooms(parts, wake)) routes.use(`/:siteId${room.path === '/' ? '' : room.path}`, entering(room))
  return routes
}

/** Guards what a room answers, and not what lies behind its path: the site's own room is no way into the others. */
function entering({ routes: room, access, exceptions = {} }: Room): Router {
  const routes = Router({ mergeParams: true })
  for (const { route } of room.stack) {
    if (!route) throw new Error('A room of a site has routes only: what it would `use` could not be guarded.')
    routes.all(route.path, may(exceptions[route.path] ?? access))
  }
  return routes.use(room)
}

const entranceOf = ({ storage }: Parts): Entrance => ({
  standings: (res, siteIds) => standingsOf(storage, viewersIn(res), siteIds),
  refuseToAdd: (res) => refuseToAdd(viewersIn(res)),
})
