// Umami's export: one line for each view and event. Counted here as Umami counts it, by its visits and sessions.
import { dayOf, type SiteRecord } from '../sites/site.ts'
import type { Sorter } from '../storage/sorter.ts'
import { arrivalOf, direct } from '../tracking/arrival.ts'
import { type Row, readRows } from './csv.ts'
import { type DayCount, inDays, type ReadFile } from './day-count.ts'
import { browserName, countryName, deviceName, nameOf, systemName } from './names.ts'
import type { NamedFile, Tell } from './open-files.ts'

const needed = ['session_id', 'url_path', 'event_type', 'created_at']
const VIEW = '1'
/** What of a visit's first view is looked at. */
const told = [
  ...[
    'hostname',
    'url_path',
    'url_query',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'referrer_domain',
    'referrer_path',
  ],
  ...['country', 'browser', 'os', 'device', 'language'],
]

type Site = Pick<SiteRecord, 'hosts' | 'timeZone'>
type Cells = Row['cells']

/** A visit as its first view says it; its views are counted. */
interface Beginning {
  sessionId: string
  day: string
  cells: Cells
}

export type VisitSorter = Sorter<Beginning>

export async function readUmami(file: NamedFile, sorter: VisitSorter, tell: Tell, site: Site): Promise<ReadFile> {
  const read = await readRows(file.open(tell), (row, columns) =>
    missingIn(columns) === undefined ? keepView(sorter, row, site) : null,
  )
  if (read.kind === 'refused') return read
  const missing = missingIn(read.columns)
  if (missing !== undefined && !/website_event|event/i.test(file.name))
    return { kind: 'skipped', why: 'it is not the file of views (website_event.csv)' }
  if (missing !== undefined) return { kind: 'refused', line: 1, why: `the column "${missing}" is missing` }
  return { kind: 'counts', days: inDays(countsOf(sorter, site)), lines: read.lines }
}

const missingIn = (columns: readonly string[]) => needed.find((column) => !columns.includes(column))

/** Answers why the row cannot be read. */
function keepView(sorter: VisitSorter, { cells }: Row, { timeZone }: Site): string | null {
  const at = timeIn(cells.created_at)
  if (at === null) return `"${cells.created_at}" is no time, as in 2024-01-31 13:05:00`
  if (cells.event_type !== VIEW) return null
  const sessionId = cells.session_id ?? ''
  const said = Object.fromEntries(told.flatMap((name) => (cells[name] ? [[name, cells[name]]] : [])))
  const day = dayOf(at, timeZone)
  sorter.add(
    cells.visit_id || sessionId,
    { at, order: `${day} ${sessionId}` },
    { sessionId, day, cells: said },
    [1, 0, 0],
  )
  return null
}

/** Umami writes UTC, mostly without saying so. */
function timeIn(text: string | undefined): number | null {
  const time = text?.trim().replace(' ', 'T') ?? ''
  const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(time) ? time.replace(/([+-]\d{2})$/, '$1:00') : `${time}Z`
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(time) ? Date.parse(zoned) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** A visitor counts once for each day and name, as everywhere. One by one: there are ten for each visit. */
function* countsOf(sorter: VisitSorter, site: Site): Generator<{ count: DayCount; share: number }> {
  let before = ''
  let seen = new Set<string>()
  for (const { about, sums, share } of sorter.inOrder()) {
    const { day, sessionId, cells } = about
    // A visitor's visits of a day follow each other: of all others nothing need be remembered.
    const visitor = `${day} ${sessionId}`
    if (visitor !== before) seen = new Set()
    before = visitor
    for (const [dimension, name] of namesOf(cells, site)) {
      const key = `${dimension}\0${name}`
      const isNew = !seen.has(key)
      seen.add(key)
      yield { count: { dimension, day, name, visitors: isNew ? 1 : 0, visits: 1, views: sums[0] }, share }
    }
  }
}

function namesOf(cells: Cells, site: Site): [DayCount['dimension'], string][] {
  const origin = originOf(cells, site)
  return [
    ['all', ''],
    ['channels', origin.channel],
    ['sources', origin.source ?? origin.channel],
    ['campaigns', origin.campaign ?? ''],
    ['pages', (cells.url_path ?? '').split('?')[0] ?? ''],
    ['countries', countryName(cells.country ?? '')],
    ['browsers', browserName(cells.browser ?? '')],
    ['systems', systemName(cells.os ?? '')],
    ['devices', deviceName(cells.device ?? '')],
    [
      'languages',
      nameOf(cells.language ?? '')
        .split('-')[0]
        ?.toLowerCase() ?? '',
    ],
  ]
}

function originOf(cells: Cells, site: Site) {
  const host = cells.hostname || site.hosts[0]?.replace('*.', '') || 'unknown'
  const query = cells.url_query ? `?${cells.url_query.replace(/^\?/, '')}` : ''
  const address = `https://${host}${cells.url_path ?? '/'}${query}`
  if (!URL.canParse(address)) return direct
  const url = new URL(address)
  for (const tag of ['utm_source', 'utm_medium', 'utm_campaign'])
    if (cells[tag] && !url.searchParams.has(tag)) url.searchParams.set(tag, cells[tag])
  const referrer = cells.referrer_domain ? `https://${cells.referrer_domain}${cells.referrer_path ?? '/'}` : undefined
  return arrivalOf({ url, referrer, returnsFromPayment: false }, site)?.origin ?? direct
}
