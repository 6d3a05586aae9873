import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { openSorter } from '../storage/sorter.ts'
import type { NamedFile } from './open-files.ts'
import { countsBy, fileOf } from './testing/named-file.ts'
import { readUmami, type VisitSorter } from './umami.ts'

const site = { hosts: ['shop.example'], timeZone: 'Europe/Paris' }
const header =
  'website_id,session_id,visit_id,event_id,hostname,browser,os,device,screen,language,country,url_path,url_query,referrer_domain,event_type,event_name,created_at'
const row = (session: string, visit: string, path: string, referrer: string, type: number, at: string) =>
  `w,${session},${visit},e,shop.example,chrome,Mac OS,laptop,,fr-FR,FR,${path},,${referrer},${type},,${at}`

const readFile = (name: string, text: string) =>
  countsBy((file, sorter: VisitSorter, tell) => readUmami(file, sorter, tell, site), fileOf(name, text))
const read = (...rows: string[]) => readFile('website_event.csv', [header, ...rows].join('\n'))

it('counts visits by the day they began in the time zone of the site', async () => {
  const file = await read(
    row('s1', 'v1', '/b', '', 1, '2024-01-02 23:31:00'),
    row('s1', 'v1', '/a', 'www.google.com', 1, '2024-01-02 23:30:00'),
    row('s1', 'v2', '/a', '', 1, '2024-01-03T12:00:00Z'),
    row('s2', 'v3', '/a', '', 1, '2024-01-03 12:00:00.000+00'),
    row('s2', 'v3', '/a', '', 2, '2024-01-03 12:01:00'),
  )
  if (file.kind !== 'counts') throw new Error(file.kind)
  const of = (dimension: string) =>
    file.counts.flatMap(({ dimension: one, ...count }) => (one === dimension ? [Object.values(count).join(' ')] : []))
  expect(file.lines).toBe(5)
  expect(of('all')).toEqual(['2024-01-03  2 3 4'])
  expect(of('sources')).toEqual(['2024-01-03 Google 1 1 2', '2024-01-03 Direct 2 2 2'])
  expect(of('channels')).toEqual(['2024-01-03 Organic Search 1 1 2', '2024-01-03 Direct 2 2 2'])
  expect(of('pages')).toEqual(['2024-01-03 /a 2 3 4'])
  expect(of('systems')).toEqual(['2024-01-03 macOS 2 3 4'])
  expect(of('devices')).toEqual(['2024-01-03 Desktop 2 3 4'])
  expect(of('languages')).toEqual(['2024-01-03 fr 2 3 4'])
  expect(of('countries')).toEqual(['2024-01-03 FR 2 3 4'])
})

it('counts a visitor once for each name of a day, whatever came between the visits', async () => {
  const file = await read(
    row('s2', 'v1', '/a', '', 1, '2024-01-03 08:00:00'),
    row('s1', 'v2', '/a', '', 1, '2024-01-03 09:00:00'),
    row('s2', 'v3', '/b', '', 1, '2024-01-03 10:00:00'),
    row('s1', 'v4', '/a', '', 1, '2024-01-03 11:00:00'),
    row('s2', 'v5', '/a', '', 1, '2024-01-04 08:00:00'),
  )
  if (file.kind !== 'counts') throw new Error(file.kind)
  const of = (dimension: string) =>
    file.counts.flatMap(({ dimension: one, day, name, visitors, visits }) =>
      one === dimension ? [[day, name, visitors, visits]] : [],
    )
  expect(of('all')).toEqual([
    ['2024-01-03', '', 2, 4],
    ['2024-01-04', '', 1, 1],
  ])
  expect(of('pages').toSorted()).toEqual([
    ['2024-01-03', '/a', 2, 3],
    ['2024-01-03', '/b', 1, 1],
    ['2024-01-04', '/a', 1, 1],
  ])
})

it('holds no more of a long file than of a short one', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const sorter = openSorter() as VisitSorter
  onTestFinished(() => sorter.close())
  // One day, and a page of its own for each visitor.
  const VISITS = 30_000
  const file: NamedFile = {
    name: 'website_event.csv',
    open: async function* () {
      yield Buffer.from(`${header}\n`)
      for (let n = 0; n < VISITS; n++)
        yield Buffer.from(`${row(`s${n}`, `v${n}`, `/${n}`, '', 1, '2024-01-03 08:00:00')}\n`)
    },
  }
  const held = () => {
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  const found = await readUmami(file, sorter, () => {}, site)
  if (found.kind !== 'counts') throw new Error(found.kind)
  const heaps: number[] = []
  let visits = 0
  for (const { counts, share } of found.days) {
    visits += counts.reduce((sum, one) => sum + (one.dimension === 'all' ? one.visits : 0), 0)
    if (share > (heaps.length + 1) * 0.1 && heaps.length < 9) heaps.push(held())
  }
  expect(visits).toBe(VISITS)
  expect(heaps.length).toBe(9)
  // In MB: to remember who was seen with which name takes thirty.
  expect(((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)) / 1_000_000).toBeLessThan(4)
})

it('says what is wrong, and in which line', async () => {
  expect(await read(row('s', 'v', '/', '', 1, '2024-01-02 23:31:00'), row('s', 'v', '/', '', 1, 'yesterday'))).toEqual({
    kind: 'refused',
    line: 3,
    why: expect.stringMatching(/"yesterday" is no time/),
  })
  expect(await readFile('website_event.csv', 'a,b\n1,2')).toMatchObject({ kind: 'refused', line: 1 })
  expect(await readFile('session_data.csv', 'a,b\n1,2')).toMatchObject({ kind: 'skipped' })
})
