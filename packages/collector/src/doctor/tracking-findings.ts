// Whether views arrive, and what of them was not counted.
import type { Finding } from '@farthing/contract'
import type { SiteRecord } from '../sites/site.ts'
import { fine, lasting, warning } from './finding.ts'

const ok = fine('tracking')
const warn = warning('tracking')

const DAY = 86_400_000
const QUIET = 2 * DAY

export interface Seen {
  lastViewAt: number | null
  /** Of the last seven days. */
  ignored: Ignored[]
}

interface Ignored {
  reason: string
  count: number
  /** Of the site. */
  lastDay: string
}

export const scriptTag = (siteId: string, origin: string | null): string =>
  `<script defer src="${origin ?? 'https://collector.example'}/f.js" data-site="${siteId}"></script>`

export const trackingFindings = (
  site: SiteRecord,
  seen: Seen,
  at: { now: number; origin: string | null },
): Finding[] => {
  const quiet = seen.lastViewAt === null || at.now - seen.lastViewAt >= QUIET
  return [viewFinding(site, seen.lastViewAt, at), ...seen.ignored.map((one) => ignoredFinding(site, one, quiet))]
}

function viewFinding(site: SiteRecord, lastAt: number | null, at: { now: number; origin: string | null }): Finding {
  const tag = scriptTag(site.id, at.origin)
  const todo = 'Put the script into the head of every page, then open one of them.'
  if (lastAt === null) return warn('views', 'No view has ever arrived from this site.', todo, tag)
  const age = at.now - lastAt
  if (age < QUIET) return ok('views', `The last view arrived ${lasting(age)} ago.`)
  return warn('views', `No view has arrived for ${lasting(age)}. Was the script removed?`, todo, tag)
}

/** Being ignored is mostly right; a host or a signature that is not known is mostly a mistake. */
function ignoredFinding(site: SiteRecord, { reason, count, lastDay }: Ignored, quiet: boolean): Finding {
  const sentence = `${count} ${count === 1 ? 'message was' : 'messages were'} not counted in the last 7 days (${reasons[reason] ?? reason}), the last on ${lastDay}.`
  if (reason === 'unsigned')
    return warn(
      `ignored:${reason}`,
      sentence,
      'This site’s identities have to be signed: let your server sign them with the identity secret.',
    )
  if (reason === 'datacentre' && quiet)
    return warn(
      `ignored:${reason}`,
      sentence,
      'If these are your visitors, a proxy stands in front that is not trusted: set TRUST_PROXY. Or count such traffic in this site’s settings.',
    )
  if (reason !== 'unknown_host') return ok(`ignored:${reason}`, sentence)
  return warn(
    `ignored:${reason}`,
    sentence,
    `Add the host to this site’s settings if it is yours. Known now: ${site.hosts.join(', ')}.`,
  )
}

const reasons: Record<string, string> = {
  bot: 'a robot by its name',
  automated: 'an automated browser',
  datacentre: 'from a datacentre',
  unknown_host: 'from a page on a host that is not this site’s',
  opted_out: 'the visitor opted out',
  unsupported: 'of a kind that is not supported',
  unsigned: 'with an identity that the site did not sign',
  broken: 'broken',
  too_many: 'too many at once',
}
