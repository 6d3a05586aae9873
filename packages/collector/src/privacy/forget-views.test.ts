import { describe, expect, it } from 'vitest'
import { linkPersons } from '../identity/link-person.ts'
import { insertSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { keepViews, keepVisits } from '../storage/testing/visits.ts'
import { firstKeptDay, forgetOldViews } from './forget-views.ts'

const site = {
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts: ['shop.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: 0,
}
const now = Date.parse('2026-06-10T12:00:00Z')
const tables = ['visit', 'view', 'engagement', 'event', 'identification', 'person', 'person_name'] as const

async function putVisit(storage: Storage, id: string, day: string, siteId = site.id) {
  const of = { site_id: siteId, view_id: `view ${id}` }
  const at = Date.parse(`${day}T12:00:00Z`)
  await storage.write(async (trx) => {
    const page = { host: 'shop.example', entry_page: '/', exit_page: '/' }
    const nothing = { referrer: null, source: null, medium: null, campaign: null, term: null, content: null }
    await keepVisits(trx, [
      {
        ...page,
        ...nothing,
        id,
        site_id: siteId,
        visitor_id: `v ${id}`,
        day,
        started_at: at,
        last_at: at,
        views: 1,
        channel: 'Direct',
        click_kind: null,
        click_id: null,
      },
    ])
    await keepViews(trx, [{ id: of.view_id, site_id: siteId, visit_id: id, at, host: 'shop.example', page: '/' }])
    await trx
      .insertInto('engagement')
      .values({ ...of, engaged_ms: 1, scroll_depth: 1 })
      .execute()
    await trx
      .insertInto('event')
      .values({ ...of, id: `event ${id}`, at, name: 'signup', props: null, revenue: null, currency: null })
      .execute()
    await trx
      .insertInto('identification')
      .values({ ...of, at, email_hash: null, custom_id: id })
      .execute()
    await linkPersons(trx, [{ siteId, emailHash: null, customId: id, now: at }], () => Buffer.from('key'))
  })
}

const counts = async (storage: Storage) =>
  Promise.all(tables.map(async (table) => (await storage.read.selectFrom(table).selectAll().execute()).length))

it('keeps as many days as it says, today among them', () => {
  expect(firstKeptDay({ retentionDays: 1, timeZone: 'Europe/Paris' }, now)).toBe('2026-06-10')
  expect(firstKeptDay({ retentionDays: 90, timeZone: 'Europe/Paris' }, now)).toBe('2026-03-13')
  expect(firstKeptDay({ timeZone: 'Europe/Paris' }, now)).toBeNull()
})

describe.each(engines)('retention (%s)', (engine) => {
  it('forgets what is older, with everything that hangs on it, and nothing of a site that keeps all', async () => {
    const storage = await freshStorage(engine)
    const other = { ...site, id: 'site_zyxwvuts' }
    await storage.write(async (trx) => {
      await insertSite(trx, { ...site, retentionDays: 30 })
      await insertSite(trx, other)
      await trx
        .insertInto('event')
        .values({
          id: 'e',
          site_id: site.id,
          view_id: 'never came',
          at: 1,
          name: 'x',
          props: null,
          revenue: null,
          currency: null,
        })
        .execute()
    })
    await putVisit(storage, 'old', '2026-05-11')
    await putVisit(storage, 'older', '2025-01-01')
    await putVisit(storage, 'first kept', '2026-05-12')
    await putVisit(storage, 'of another site', '2025-01-01', other.id)
    expect(await forgetOldViews(storage, now)).toBe(2)
    expect(await counts(storage)).toEqual(tables.map(() => 2))
    const left = await storage.read.selectFrom('visit').select('id').orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual(['s_view first kept', 's_view of another site'])
    expect(await forgetOldViews(storage, now)).toBe(0)
  })

  it('goes on in small pieces until all is done', async () => {
    const storage = await freshStorage(engine)
    await storage.write((trx) => insertSite(trx, { ...site, retentionDays: 1 }))
    const visit = await (async () => {
      await putVisit(storage, 'model', '2025-01-01')
      return storage.read.selectFrom('visit').selectAll().executeTakeFirstOrThrow()
    })()
    const many = Array.from({ length: 450 }, (_, index) => ({ ...visit, id: `s_${index}` }))
    await storage.write((trx) => keepVisits(trx, many))
    expect(await forgetOldViews(storage, now)).toBe(451)
    expect(await counts(storage)).toEqual(tables.map(() => 0))
  })
})
