import { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { keepViews, keepVisits } from '../storage/testing/visits.ts'
import { linkPersons } from './link-person.ts'
import {
  keysOfPerson,
  namesSaidBy,
  type PersonKey,
  personsWith,
  visitsOfPerson,
  visitsOfVisitors,
} from './person-store.ts'

const siteId = 'site_abcdefgh'
const key = Buffer.from('key')

const link = (storage: Storage, emailHash: string | null, customId: string | null, now = 1) =>
  storage.write((trx) => linkPersons(trx, [{ siteId, emailHash, customId, now }], () => key))
const named = (value: string, kind: PersonKey['kind'] = 'custom_id') => ({ kind, value })
const persons = (storage: Storage, ...keys: PersonKey[]) => personsWith(storage.read, siteId, keys)

async function putVisit(storage: Storage, id: string, visitorId: string, at: number, said: string | null) {
  const of = { host: 'shop.example', site_id: siteId }
  await storage.write(async (trx) => {
    await keepVisits(trx, [
      {
        ...of,
        id,
        visitor_id: visitorId,
        day: '2026-06-10',
        started_at: at,
        last_at: at,
        views: 1,
        entry_page: '/',
        exit_page: '/',
        referrer: null,
        channel: 'Direct',
        source: null,
        medium: null,
        campaign: null,
        term: null,
        content: null,
        click_kind: null,
        click_id: null,
      },
    ])
    await keepViews(trx, [{ ...of, id: `view of ${id}`, visit_id: id, at, page: '/' }])
    if (said === null) return
    await trx
      .insertInto('identification')
      .values({ site_id: siteId, view_id: `view of ${id}`, at, email_hash: null, custom_id: said })
      .execute()
    await linkPersons(trx, [{ siteId, emailHash: null, customId: said, now: at }], () => key)
  })
}

describe.each(engines)('a person (%s)', (engine) => {
  it('is the same by each of the names said together', async () => {
    const storage = await freshStorage(engine)
    await link(storage, 'hash of ada', 'user 7')
    await link(storage, 'hash of ada', null)
    await link(storage, null, 'user 7')
    const [person = '', ...others] = await persons(storage, named('user 7'), named('hash of ada', 'email'))
    expect(others).toEqual([])
    expect(await keysOfPerson(storage.read, person)).toEqual([named('user 7'), named('hash of ada', 'email')])
  })

  it('is another one by another name, until both are said together', async () => {
    const storage = await freshStorage(engine)
    await link(storage, 'hash of ada', null, 1)
    await link(storage, null, 'user 7', 2)
    const [ada] = await persons(storage, named('hash of ada', 'email'))
    expect(await persons(storage, named('user 7'))).not.toEqual([ada])
    await link(storage, 'hash of ada', 'user 7', 3)
    expect(await persons(storage, named('user 7'))).toEqual([ada])
    expect(await storage.read.selectFrom('person').select('id').execute()).toEqual([{ id: ada }])
  })

  it('is one when several nodes hear of it at once', async () => {
    const storage = await freshStorage(engine)
    await Promise.all([
      link(storage, 'h', 'a'),
      link(storage, 'h', 'b'),
      link(storage, null, 'a'),
      link(storage, 'h', 'a'),
    ])
    expect(await persons(storage, named('a'), named('b'), named('h', 'email'))).toHaveLength(1)
  })

  it('has the visits of all its visitors on all days, but none that named somebody else', async () => {
    const storage = await freshStorage(engine)
    await putVisit(storage, 'monday, before signing in', 'v_monday', 1, null)
    await putVisit(storage, 'monday', 'v_monday', 2, 'user 7')
    await putVisit(storage, 'tuesday', 'v_tuesday', 3, 'user 7')
    await putVisit(storage, 'tuesday, a colleague', 'v_tuesday', 4, 'user 8')
    await putVisit(storage, 'wednesday, nobody', 'v_wednesday', 5, null)
    const [person = ''] = await persons(storage, named('user 7'))
    const visits = await visitsOfPerson(storage.read, siteId, person)
    expect(visits.map(({ id }) => id)).toEqual([
      's_view of monday, before signing in',
      's_view of monday',
      's_view of tuesday',
    ])
  })
})

it('finds a person’s visits without reading all visits', async () => {
  const storage = await freshStorage('sqlite')
  const { sql: text, parameters } = visitsOfVisitors(storage.read, {
    namedIn: [1, 2],
    visitorIds: ['v_one', 'v_two'],
  }).compile()
  const { rows } = await storage.read.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
  )
  const steps = rows.map(({ detail }) => detail)
  expect(steps.filter((step) => /^SEARCH visit_row USING INDEX visit_row_by_visitor/.test(step))).toHaveLength(1)
  expect(steps.filter((step) => /^SCAN/.test(step))).toEqual([])
})

it('finds whom visitors are known to be by indexes alone', async () => {
  const storage = await freshStorage('sqlite')
  const { sql: text, parameters } = namesSaidBy(storage.read, ['v_one', 'v_two']).compile()
  const { rows } = await storage.read.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
  )
  const steps = rows.map(({ detail }) => detail)
  expect(steps.filter((step) => /^SCAN (?!\d+ CONSTANT)/.test(step))).toEqual([])
  expect(steps.join('\n')).toMatch(/SEARCH person_name USING .*site_id=\? AND kind=\? AND value=\?/)
})
