// The sites over HTTP: list, make, show, change.
import { newSiteSchema, type Site, siteChangeSchema } from '@farthing/contract'
import { Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import { changedSite, newSite } from './edit-site.ts'
import { knownSites } from './known-sites.ts'
import type { SiteRecord } from './site.ts'
import { newSiteId } from './site-id.ts'
import { allSites, findSite, insertSite, type Measured, measuredSites, updateSite } from './store.ts'

/** Serves / and /:siteId; who may enter is said at the mount. */
export function siteRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Router {
  const routes = Router()

  const answer = async (site: SiteRecord): Promise<Site> =>
    toAnswer(site, (await measuredSites(storage.read, [site.id])).get(site.id))

  const wanted = async (db: Db, id: string): Promise<SiteRecord> => {
    const site = await findSite(db, id)
    if (!site) throw new Refusal('unknown_site', `There is no site ${id} here.`)
    return site
  }

  routes.get('/', async (_req, res) => {
    const sites = await allSites(storage.read)
    const measured = await measuredSites(
      storage.read,
      sites.map((site) => site.id),
    )
    res.json({ sites: sites.map((site) => toAnswer(site, measured.get(site.id))) })
  })
  routes.post('/', async (req, res) => {
    const site = newSite(parseBody(newSiteSchema, req.body), newSiteId(), clock())
    await storage.write((trx) => insertSite(trx, site))
    res.status(201).json(await answer(site))
  })
  routes.get('/:siteId', async (req, res) => {
    res.json(await answer(await wanted(storage.read, req.params.siteId)))
  })
  routes.patch('/:siteId', async (req, res) => {
    const change = parseBody(siteChangeSchema, req.body)
    const site = await storage.write(async (trx) => {
      const before = await wanted(trx, req.params.siteId)
      const measured = (await measuredSites(trx, [before.id])).get(before.id)
      const changed = changedSite(before, change, clock(), measured?.hasViews ?? false)
      await updateSite(trx, changed)
      return changed
    })
    knownSites(storage).forget(site.id)
    res.json(await answer(site))
  })
  return routes
}

const toAnswer = (site: SiteRecord, measured: Measured | undefined): Site => ({
  ...site,
  defaultMode: measured?.hasLivePayments ? 'live' : 'test',
  hasViews: measured?.hasViews ?? false,
  hasPayments: measured?.hasPayments ?? false,
})
