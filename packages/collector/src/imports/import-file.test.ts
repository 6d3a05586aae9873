import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it, onTestFinished } from 'vitest'
import { breakdown } from '../reports/breakdown.ts'
import { overview } from '../reports/overview.ts'
import { madeScope, madeVisit, putSite, putWorld, site } from '../reports/testing/world.ts'
import { addDays } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { importFile } from './import-file.ts'
import { openFiles } from './open-files.ts'

const range = { from: '2026-03-26', to: '2026-03-28' }
const scope = madeScope(range)
const visitors = (...rows: string[]) => ({
  name: 'imported_visitors.csv',
  text: ['date,visitors,visits,pageviews', ...rows].join('\n'),
})
const into = (storage: Storage, file: { name: string; text: string }) =>
  importFile(storage, { site, tool: 'plausible', file, now: 1 }, () => {})
const days = async (storage: Storage) =>
  (await overview(storage.read, scope, { interval: 'day' })).series.map(({ visits, imported }) => [
    visits,
    imported ?? false,
  ])

describe.each(engines)('an import (%s)', (engine) => {
  it('is shown with a mark, and only on days that were not measured', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const measured = madeVisit({ pages: ['/', '/a'] })
    await putWorld(storage, { visits: [measured], payments: [] })
    const file = visitors('2026-03-26,5,7,9', '2026-03-27,1,2,3', '2026-03-28,100,100,100')
    expect(await into(storage, file)).toMatchObject({ state: 'imported', lines: 3, days: 2, measuredDays: 1 })
    expect(await days(storage)).toEqual([
      [7, true],
      [2, true],
      [1, false],
    ])
    const { totals } = await overview(storage.read, scope, { interval: 'day' })
    expect(totals).toMatchObject({ visitors: 7, visits: 10, views: 14, conversion: 0, imported: true })
    // Measured afterwards: what was imported of the day counts no more.
    await putWorld(storage, {
      visits: [measured, { ...measured, at: Date.parse('2026-03-27T12:00:00Z') }],
      payments: [],
    })
    expect(await days(storage)).toEqual([
      [7, true],
      [1, false],
      [1, false],
    ])
  })

  it('adds to what was measured by name, and keeps what has no name without one', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const text = [
      'date,source,utm_medium,utm_campaign,visitors,visits',
      '2026-03-26,google,,,1,2',
      '2026-03-26,,,,3,4',
    ].join('\n')
    await into(storage, { name: 'imported_sources.csv', text })
    const rows = async (by: 'sources' | 'campaigns' | 'channels') =>
      (await breakdown(storage.read, scope, by)).rows.map(({ name, visits, imported }) => [name, visits, imported])
    expect(await rows('sources')).toEqual([
      ['Direct', 4, true],
      ['Google', 2, true],
    ])
    expect(await rows('campaigns')).toEqual([[null, 6, true]])
    expect(await rows('channels')).toEqual([
      ['Direct', 4, true],
      ['Organic Search', 2, true],
    ])
  })

  it('is made once for a file, and a later file replaces the days it tells of', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const file = visitors('2026-03-26,5,7,9', '2026-03-27,1,2,3')
    await into(storage, file)
    expect(await into(storage, file)).toEqual({ file: file.name, state: 'known' })
    await into(storage, visitors('2026-03-27,1,1,1'))
    expect((await days(storage)).map(([visits]) => visits)).toEqual([7, 1, 0])
  })

  it('that was interrupted is repeated, and nothing is doubled', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const lines = Array.from({ length: 60 }, (_, day) => `${addDays('2026-01-28', day)},1,2,3`)
    const file = visitors(...lines)
    let writes = 0
    const dying: Storage = {
      ...storage,
      write: (work) => (++writes === 2 ? Promise.reject(new Error('killed')) : storage.write(work)),
    }
    await expect(into(dying, file)).rejects.toThrow('killed')
    const kept = () => storage.read.selectFrom('imported_day').select(['day', 'visits']).orderBy('day').execute()
    expect((await kept()).length).toBe(25)
    expect(await into(storage, file)).toMatchObject({ state: 'imported', lines: 60, days: 60 })
    expect(await kept()).toEqual(lines.map((_, day) => ({ day: addDays('2026-01-28', day), visits: 2 })))
  })

  it('keeps nothing of a file that is broken', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const broken = into(storage, visitors('2026-03-26,5,7,9', 'yesterday,1,2,3'))
    await expect(broken).rejects.toThrow('imported_visitors.csv, line 3: "yesterday" is no day, as in 2024-01-31.')
    expect((await days(storage)).map(([visits]) => visits)).toEqual([0, 0, 0])
  })
})

describe('the files of an export', () => {
  it('are found in folders and archives', () => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-import-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'b.zip'), zipSync({ 'inner/b.csv': strToU8('b'), 'readme.txt': strToU8('no') }))
    writeFileSync(join(folder, 'a.csv'), 'a')
    writeFileSync(join(folder, 'notes.txt'), 'no')
    expect(openFiles([folder])).toEqual([
      { name: 'a.csv', text: 'a' },
      { name: 'b.zip: b.csv', text: 'b' },
    ])
    // Sparse: it takes no room.
    writeFileSync(join(folder, 'c.csv'), '')
    truncateSync(join(folder, 'c.csv'), 501 * 1024 * 1024)
    expect(() => openFiles([join(folder, 'c.csv')])).toThrow(/c.csv is larger than 500 MB: export it in parts/)
    writeFileSync(join(folder, 'b.zip'), 'no archive')
    expect(() => openFiles([folder])).toThrow(/b.zip cannot be unpacked/)
  })
})
