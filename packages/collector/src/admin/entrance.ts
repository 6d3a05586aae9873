// Which sites somebody finds in the list, as what, and whether they may add one.
import type { Site } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import { seesAmounts } from './access.ts'
import { rolesOf } from './membership-store.ts'
import { standingAt, type Viewer } from './viewer.ts'

export type StandingAt = Pick<Site, 'role' | 'amounts'>

/** Of these sites, those that are for their eyes. */
export async function standingsOf(
  storage: Storage,
  viewers: readonly Viewer[],
  siteIds: readonly string[],
): Promise<Map<string, StandingAt>> {
  const found = new Map<string, StandingAt>()
  for (const viewer of viewers) {
    for (const siteId of await sitesOf(storage, viewer, siteIds)) {
      if (found.has(siteId)) continue
      const role = await standingAt(storage, viewer, siteId)
      if (role) found.set(siteId, { role, amounts: seesAmounts(viewer, role) ? 'shown' : 'hidden' })
    }
  }
  return found
}

async function sitesOf(storage: Storage, viewer: Viewer, siteIds: readonly string[]): Promise<readonly string[]> {
  if (viewer.kind === 'program') return siteIds.filter((id) => id === viewer.token.site_id)
  if (viewer.kind === 'guest') return siteIds.filter((id) => id === viewer.link.siteId)
  if (viewer.member.everywhere) return siteIds
  const roles = await rolesOf(storage.read, viewer.member.id)
  return siteIds.filter((id) => roles.has(id))
}

export function refuseToAdd(viewers: readonly Viewer[]): void {
  if (viewers.some((viewer) => viewer.kind === 'member' && viewer.member.everywhere)) return
  throw new Refusal('not_allowed', 'Only owners of the whole collector may add a site. Ask one of them.')
}
