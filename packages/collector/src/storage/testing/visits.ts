// Visits and views as a test says them, in the form in which they are kept.
import type { Selectable } from 'kysely'
import { takeViewNumbers } from '../numbers.ts'
import type { Db, Tables } from '../schema.ts'
import { browsers, numberOfSite, origins, pages } from '../words.ts'

type SaidVisit = Selectable<Tables['visit']>
type Needed = 'id' | 'site_id' | 'visitor_id' | 'day' | 'started_at' | 'last_at' | 'entry_page' | 'exit_page' | 'host'
export type VisitToKeep = Pick<SaidVisit, Needed | 'channel' | 'views'> & Partial<SaidVisit>
export type ViewToKeep = Pick<Selectable<Tables['view']>, 'id' | 'site_id' | 'visit_id' | 'at' | 'host' | 'page'>

export async function keepVisits(trx: Db, visits: readonly VisitToKeep[]): Promise<void> {
  for (const given of visits) {
    const { day, host } = given
    const site = await numberOfSite(trx, given.site_id)
    const no = await takeViewNumbers(trx, 1)
    visitsOf(trx).set(given.id, { no, day, isNamed: false })
    await trx
      .insertInto('visit_row')
      .values({
        no,
        site,
        visitor_id: given.visitor_id,
        day,
        started_at: given.started_at,
        lasted: given.last_at - given.started_at,
        views: given.views,
        entry_page: await pages.numberOf(trx, site, { host, path: given.entry_page }, day),
        exit_page: await pages.numberOf(trx, site, { host, path: given.exit_page }, day),
        last_tick: given.last_tick ?? null,
        origin: await origins.numberOf(trx, site, originOf(given), day),
        click_id: given.click_id ?? null,
        browser: await browsers.numberOf(trx, site, browserOf(given), day),
        sides: given.sides ?? null,
      })
      .execute()
  }
}

interface Said {
  no: number
  day: string
  /** By its first view. */
  isNamed: boolean
}

/** By database, what a test calls its visits. */
const said = new WeakMap<object, Map<string, Said>>()

function visitsOf(db: Db): Map<string, Said> {
  const { adapter } = db.getExecutor()
  const visits = said.get(adapter) ?? new Map<string, Said>()
  said.set(adapter, visits)
  return visits
}

/** The number of a visit that was kept. */
export function visitNo(db: Db, id: string): number {
  const visit = visitsOf(db).get(id)
  if (!visit) throw new Error(`no visit is called ${id}`)
  return visit.no
}

/** After their visits. A visit is named after the first of its views. */
export async function keepViews(trx: Db, views: readonly ViewToKeep[]): Promise<void> {
  for (const { id, site_id, visit_id, at, host, page } of views) {
    const visit = visitsOf(trx).get(visit_id)
    if (!visit) throw new Error(`no visit is called ${visit_id}`)
    const { day } = visit
    const no = visit.isNamed ? await takeViewNumbers(trx, 1) : visit.no
    visit.isNamed = true
    const path = await pages.numberOf(trx, await numberOfSite(trx, site_id), { host, path: page }, day)
    const unsaid = { origin: null, click_id: null, tick: null, page_before: null }
    await trx
      .insertInto('view_row')
      .values({ ...unsaid, no, id, visit: visit.no, at, page: path })
      .execute()
  }
}

const originOf = (said: VisitToKeep) => ({
  channel: said.channel,
  source: said.source ?? null,
  medium: said.medium ?? null,
  campaign: said.campaign ?? null,
  term: said.term ?? null,
  content: said.content ?? null,
  click_kind: said.click_kind ?? null,
  referrer: said.referrer ?? null,
})

const browserOf = (said: VisitToKeep) => ({
  country: said.country ?? null,
  region: said.region ?? null,
  city: said.city ?? null,
  browser: said.browser ?? null,
  os: said.os ?? null,
  device: said.device ?? null,
  language: said.language ?? null,
})
