// The site that a command names, or a sentence that says where ids are found.
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import { findSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'

export async function siteNamed(storage: Storage, id: string): Promise<SiteRecord> {
  const site = await findSite(storage.read, id)
  if (site) return site
  throw new Refusal('unknown_site', `There is no site ${id} here. \`farthing site list\` lists them.`)
}
