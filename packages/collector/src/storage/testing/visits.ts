// Visits and views as a test says them, in the form in which they are kept.
import type { Selectable } from 'kysely'
import type { Db, Tables } from '../schema.ts'
import { browsers, numberOfSite, origins, pages } from '../words.ts'

type SaidVisit = Selectable<Tables['visit']>
type Needed = 'id' | 'site_id' | 'visitor_id' | 'day' | 'started_at' | 'last_at' | 'entry_page' | 'exit_page' | 'host'
export type VisitToKeep = Pick<SaidVisit, Needed | 'channel' | 'views'> & Partial<SaidVisit>
export type ViewToKeep = Pick<Selectable<Tables['view']>, 'id' | 'site_id' | 'visit_id' | 'at' | 'host' | 'page'>

export async function keepVisits(trx: Db, visits: readonly VisitToKeep[]): Promise<void> {
  for (const said of visits) {
    const { day, host } = said
    const site = await numberOfSite(trx, said.site_id)
    const last = await trx
      .selectFrom('visit_row')
      .select((eb) => eb.fn.max('no').as('no'))
      .executeTakeFirst()
    await trx
      .insertInto('visit_row')
      .values({
        no: (last?.no ?? 0) + 1,
        id: said.id,
        site,
        visitor_id: said.visitor_id,
        day,
        started_at: said.started_at,
        lasted: said.last_at - said.started_at,
        views: said.views,
        entry_page: await pages.numberOf(trx, site, { host, path: said.entry_page }, day),
        exit_page: await pages.numberOf(trx, site, { host, path: said.exit_page }, day),
        last_tick: said.last_tick ?? null,
        origin: await origins.numberOf(trx, site, originOf(said), day),
        click_id: said.click_id ?? null,
        browser: await browsers.numberOf(trx, site, browserOf(said), day),
      })
      .execute()
  }
}

/** After their visits. */
export async function keepViews(trx: Db, views: readonly ViewToKeep[]): Promise<void> {
  for (const { id, site_id, visit_id, at, host, page } of views) {
    const { no, day } = await trx
      .selectFrom('visit_row')
      .select(['no', 'day'])
      .where('id', '=', visit_id)
      .executeTakeFirstOrThrow()
    const path = await pages.numberOf(trx, await numberOfSite(trx, site_id), { host, path: page }, day)
    const unsaid = { origin: null, click_id: null, opens: null, tick: null, page_before: null }
    await trx
      .insertInto('view_row')
      .values({ ...unsaid, id, visit: no, at, page: path })
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
