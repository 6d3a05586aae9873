import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Refusal } from '../errors.ts'
import { breakdown } from '../reports/breakdown.ts'
import { overview } from '../reports/overview.ts'
import { madeScope, madeVisit, putSite, putWorld, site } from '../reports/testing/world.ts'
import { addDays } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { MOST_NAMES } from './day-count.ts'
import { importFile } from './import-file.ts'
import { type NamedFile, openFiles } from './open-files.ts'
import { fileOf } from './testing/named-file.ts'

const range = { from: '2026-03-26', to: '2026-03-28' }
const scope = madeScope(range)
const visitors = (...rows: string[]) =>
  fileOf('imported_visitors.csv', ['date,visitors,visits,pageviews', ...rows].join('\n'))
const into = (storage: Storage, file: NamedFile, tell: (share: number) => void = () => {}) =>
  importFile(storage, { site, tool: 'plausible', file, now: 1 }, tell)
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
    await into(storage, fileOf('imported_sources.csv', text))
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

  it('takes a day of very many names in parts, in place of what was imported of it before', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const names = 2 * MOST_NAMES + 10
    const pages = (date: string, visits: number) =>
      Array.from({ length: names }, (_, n) => `${date},/${n},${visits},${visits}`)
    const file = (visits: number) =>
      fileOf(
        'imported_entry_pages.csv',
        ['date,entry_page,visitors,entrances', ...pages('2026-03-26', visits), ...pages('2026-03-27', 1)].join('\n'),
      )
    expect(await into(storage, file(5))).toMatchObject({ state: 'imported', days: 2 })
    expect(await into(storage, file(3))).toMatchObject({ state: 'imported', days: 2 })
    const kept = await storage.read.selectFrom('imported_day').select(['day', 'visits']).execute()
    const of = (day: string) => kept.filter((row) => row.day === day).map(({ visits }) => visits)
    expect([of('2026-03-26').length, new Set(of('2026-03-26'))]).toEqual([names, new Set([3])])
    expect([of('2026-03-27').length, new Set(of('2026-03-27'))]).toEqual([names, new Set([1])])
  })

  it('keeps nothing of a file that is broken', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const broken = into(storage, visitors('2026-03-26,5,7,9', 'yesterday,1,2,3'))
    await expect(broken).rejects.toThrow('imported_visitors.csv, line 3: "yesterday" is no day, as in 2024-01-31.')
    expect((await days(storage)).map(([visits]) => visits)).toEqual([0, 0, 0])
  })
})

it('tells how much is done, from nothing to everything, and never less than before', async () => {
  const storage = await freshStorage('sqlite')
  await putSite(storage)
  const lines = Array.from({ length: 60 }, (_, day) => `${addDays('2026-01-28', day)},1,2,3`)
  const told: number[] = []
  await into(storage, visitors(...lines), (share) => told.push(share))
  expect(told.length).toBeGreaterThan(4)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect([told[0], told.at(-1)]).toEqual([0, 1])
})

async function textOf({ name, open }: NamedFile) {
  const chunks: Uint8Array[] = []
  for await (const chunk of open()) chunks.push(chunk)
  return { name, text: Buffer.concat(chunks).toString() }
}
const textsOf = (paths: readonly string[]) => Promise.all(openFiles(paths).map(textOf))

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

// One file "a.csv" with "date\n", its sizes and places in the long form that archives above 4 GB have.
const LONG = [
  'UEsDBC0AAAAIAAAAIQCGAK2C//////////8FABQAYS5jc3YBABAABQAAAAAAAAAHAAAAAAAAAEtJLEnlAgBQSwECLQMtAAAACAAAACEAhgCtgv',
  '//////////BQAcAAAAAAAAAAAAgAH/////YS5jc3YBABgABQAAAAAAAAAHAAAAAAAAAAAAAAAAAAAAUEsGBiwAAAAAAAAALQAtAAAAAAAAAAAA',
  'AQAAAAAAAAABAAAAAAAAAE8AAAAAAAAAPgAAAAAAAABQSwYHAAAAAI0AAAAAAAAAAQAAAFBLBQYAAAAAAQABAE8AAAA+AAAAAAA=',
].join('')

describe('the files of an export', () => {
  it('are found in folders and archives', async () => {
    const folder = emptyFolder()
    const long = 'words and words '.repeat(20_000)
    const inner = {
      'inner/b.csv': strToU8(long),
      'c.csv.gz': gzipSync('c'),
      'empty.csv': strToU8(''),
      'readme.txt': strToU8('no'),
    }
    writeFileSync(join(folder, 'b.zip'), zipSync(inner))
    writeFileSync(join(folder, 'stored.zip'), zipSync({ 'd.csv': strToU8('d') }, { level: 0 }))
    writeFileSync(join(folder, 'a.csv'), 'a')
    writeFileSync(join(folder, 'z.csv.gz'), gzipSync('z'))
    writeFileSync(join(folder, 'notes.txt'), 'no')
    expect(await textsOf([folder])).toEqual([
      { name: 'a.csv', text: 'a' },
      { name: 'b.zip: b.csv', text: long },
      { name: 'b.zip: c.csv', text: 'c' },
      { name: 'b.zip: empty.csv', text: '' },
      { name: 'stored.zip: d.csv', text: 'd' },
      { name: 'z.csv', text: 'z' },
    ])
    expect(() => openFiles(['/nowhere.csv'])).toThrow('There is no file /nowhere.csv.')
  })

  it('may be in an archive of the long form', async () => {
    const path = join(emptyFolder(), 'long.zip')
    writeFileSync(path, Buffer.from(LONG, 'base64'))
    expect(await textsOf([path])).toEqual([{ name: 'long.zip: a.csv', text: 'date\n' }])
  })

  it('say so when they are not whole', async () => {
    const path = join(emptyFolder(), 'b.zip')
    writeFileSync(path, 'no archive')
    expect(() => openFiles([path])).toThrow('b.zip cannot be unpacked: it is not whole, or not what its name says.')
    const archive = zipSync({ 'b.csv': strToU8('words and words '.repeat(1_000)) })
    for (const at of [40, 50, 60]) {
      writeFileSync(
        path,
        archive.map((byte, index) => (index === at ? byte ^ 0xff : byte)),
      )
      await expect(textsOf([path])).rejects.toThrow(/cannot be unpacked/)
    }
    const packed = join(emptyFolder(), 'z.csv.gz')
    writeFileSync(packed, gzipSync('z'.repeat(1_000)).subarray(0, 20))
    await expect(textsOf([packed])).rejects.toThrow('z.csv.gz cannot be unpacked')
  })

  it.each(['a.csv', 'a.csv.gz', 'a.zip'])('are not said to be broken where the reading is ended: %s', async (name) => {
    const path = join(emptyFolder(), name)
    const text = strToU8('words\n')
    writeFileSync(path, name === 'a.zip' ? zipSync({ 'a.csv': text }) : name === 'a.csv' ? text : gzipSync('words\n'))
    const [file] = openFiles([path])
    const reading = async () => {
      const pieces = file?.open(() => {
        throw new Refusal('busy', 'Nobody waits.')
      })
      for await (const _ of pieces ?? []) break
    }
    await expect(reading()).rejects.toThrow('Nobody waits.')
  })
})
