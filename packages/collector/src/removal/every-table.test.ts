// A site with a row in every table there is, is looked for in every column of every table after it was removed.
import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { AFTERMATH_MS, eraseRemoved } from './erase.ts'
import { removeSite } from './remove-site.ts'
import { everyRow, fill, tablesOf, tablesWith } from './testing/fill.ts'

const [gone, stays] = ['site_goesaway', 'site_thatstays']
const now = 1_790_000_000_000
const always = () => true

/** Nothing in them says whose it is: people and their devices, the collector's own counts, and what is about no site. */
const nobodys = [
  ...['member', 'login', 'second_factor', 'recovery_code', 'passkey', 'passkey_challenge'],
  ...['exchange_rates', 'counter', 'report_change', 'removed_site'],
  ...['farthing_migration', 'farthing_migration_lock'],
]
const whose = ['site_id', 'site', 'connection', 'account', 'subject', 'payment_id', 'view_id', 'visit', 'share_link_id']

const sitesTables = async (storage: Storage): Promise<string[]> =>
  (await tablesOf(storage)).flatMap(({ name }) => (nobodys.includes(name) ? [] : [name]))

async function twoSites(storage: Storage): Promise<string[]> {
  const own = await sitesTables(storage)
  await fill(storage, gone, own)
  await fill(storage, stays, own)
  return own
}

/** What changes in the copy's list of changes is numbers and ids, for a minute; its last one stays. */
const withoutChanges = async (storage: Storage) => {
  const rows = await everyRow(storage)
  rows.delete('report_change')
  return rows
}

describe.each(engines)('a site with a row in every table (%s)', (engine) => {
  it('has one in each table that could say whose its rows are', async () => {
    const storage = await freshStorage(engine)
    const own = await twoSites(storage)
    for (const { name, columns } of await tablesOf(storage)) {
      const says = columns.flatMap((column) => (whose.includes(column.name) ? [column.name] : []))
      if (says.length > 0 && name !== 'report_change') expect([name, own.includes(name)]).toEqual([name, true])
    }
    const rows = await everyRow(storage)
    for (const name of own) expect([name, rows.get(name)?.length]).toEqual([name, 2])
  })

  it('is found in none of them afterwards, and the other site is whole', async () => {
    const storage = await freshStorage(engine)
    const own = await twoSites(storage)
    const before = await withoutChanges(storage)
    const numbered = ['page', 'origin', 'browser', 'visit_row', 'view_row', 'summary', 'summary_day']
    expect(tablesWith(before, gone)).toEqual(expect.arrayContaining(own.filter((name) => !numbered.includes(name))))

    expect(await removeSite(storage, gone, now)).toMatchObject({ id: gone })
    expect(await eraseRemoved(storage, now, always)).toEqual([])
    expect(await eraseRemoved(storage, now + AFTERMATH_MS, always)).toEqual([gone])

    const after = await withoutChanges(storage)
    expect(tablesWith(after, gone)).toEqual([])
    for (const name of own) {
      const rows = after.get(name) ?? []
      expect([name, rows.length]).toEqual([name, name === 'tracked_site' ? 2 : 1])
      expect(before.get(name)).toEqual(expect.arrayContaining(rows.filter((row) => !row.includes('removed '))))
    }
  })

  it('takes nothing of another site along when it is removed before it was ever used', async () => {
    const storage = await freshStorage(engine)
    await fill(storage, stays, await sitesTables(storage))
    await fill(storage, 'site_neverused', ['site'])
    const before = await withoutChanges(storage)
    await removeSite(storage, 'site_neverused', now)
    expect(await eraseRemoved(storage, now + AFTERMATH_MS, always)).toEqual(['site_neverused'])
    const after = await withoutChanges(storage)
    for (const table of ['site', 'tracked_site']) {
      before.delete(table)
      after.delete(table)
    }
    expect(after).toEqual(before)
  })
})
