// The sites over HTTP: list, make, show, change.
import { newSiteSchema, type Site, siteChangeSchema } from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import { changedSite, concernsPayments, newSite } from './edit-site.ts'
import { knownSites } from './known-sites.ts'
import type { SiteRecord } from './site.ts'
import { newSiteId } from './site-id.ts'
import { allSites, findSite, insertSite, type Measured, measuredSites, notePaymentsDue, updateSite } from './store.ts'

type StandingAt = Pick<Site, 'role' | 'amounts'>

/** What the admin room knows about who asks. */
export interface Entrance {
  /** Of these sites, those that are for their eyes. */
  standings: (res: Response, siteIds: readonly string[]) => Promise<ReadonlyMap<string, StandingAt>>
  /** Throws for who may not add a site. */
  refuseToAdd: (res: Response) => void
}

type SiteParts = Pick<Parts, 'storage' | 'clock'>

/** Serves / of /api/sites, for everybody who is known: the list is theirs. */
export function siteListRoutes({ storage, clock }: SiteParts, { standings, refuseToAdd }: Entrance): Router {
  const routes = Router()
  routes.get('/', async (_req, res) => {
    const all = await allSites(storage.read)
    const mine = await standings(
      res,
      all.map(({ id }) => id),
    )
    const measured = await measuredSites(storage.read, [...mine.keys()])
    const sites = all.flatMap((site) => {
      const standing = mine.get(site.id)
      return standing ? [toAnswer(site, measured.get(site.id), standing)] : []
    })
    res.json({ sites })
  })
  routes.post('/', async (req, res) => {
    refuseToAdd(res)
    const site = newSite(parseBody(newSiteSchema, req.body), newSiteId(), clock())
    await storage.write((trx) => insertSite(trx, site))
    res.status(201).json(toAnswer(site, undefined, { role: 'owner', amounts: 'shown' }))
  })
  return routes
}

type SiteRequest = Request<{ siteId: string }>

/** Serves / of /api/sites/:siteId; who may enter is said at the mount. */
export function siteRoutes({ storage, clock }: SiteParts, { standings }: Entrance): Router {
  const routes = Router({ mergeParams: true })

  const answer = async (site: SiteRecord, res: Response): Promise<Site> => {
    const standing = (await standings(res, [site.id])).get(site.id)
    if (!standing) throw unknown(site.id)
    return toAnswer(site, (await measuredSites(storage.read, [site.id])).get(site.id), standing)
  }

  routes.get('/', async (req: SiteRequest, res) => {
    res.json(await answer(await wanted(storage.read, req.params.siteId), res))
  })
  routes.patch('/', async (req: SiteRequest, res) => {
    const change = parseBody(siteChangeSchema, req.body)
    const site = await storage.write(async (trx) => {
      const before = await wanted(trx, req.params.siteId)
      const measured = (await measuredSites(trx, [before.id])).get(before.id)
      const changed = changedSite(before, change, clock(), measured?.hasViews ?? false)
      await updateSite(trx, changed)
      if (concernsPayments(before, changed)) await notePaymentsDue(trx, before.id)
      return changed
    })
    knownSites(storage).forget(site.id)
    res.json(await answer(site, res))
  })
  return routes
}

const unknown = (id: string) => new Refusal('unknown_site', `There is no site ${id} here.`)

async function wanted(db: Db, id: string): Promise<SiteRecord> {
  const site = await findSite(db, id)
  if (!site) throw unknown(id)
  return site
}

const toAnswer = (site: SiteRecord, measured: Measured | undefined, standing: StandingAt): Site => ({
  ignoredAddresses: [],
  ignoredPaths: [],
  datacentreTraffic: 'ignored',
  ...site,
  ...standing,
  defaultMode: measured?.hasLivePayments ? 'live' : 'test',
  hasViews: measured?.hasViews ?? false,
  hasPayments: measured?.hasPayments ?? false,
})
