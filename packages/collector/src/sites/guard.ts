// Whether the site in the address is one of ours.
import type { RequestHandler } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { findSite } from './store.ts'

export function knownSite({ storage }: Pick<Parts, 'storage'>): RequestHandler<{ siteId: string }> {
  return async (req, _res, next) => {
    const { siteId } = req.params
    const site = await findSite(storage.read, siteId)
    next(site ? undefined : new Refusal('unknown_site', `There is no site ${siteId} here.`))
  }
}
