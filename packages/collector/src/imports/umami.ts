// Umami's export: one line for each view and event. Counted here as Umami counts it, by its visits and sessions.
import { dayOf, type SiteRecord } from '../sites/site.ts'
import { arrivalOf, direct } from '../tracking/arrival.ts'
import { type Row, readRows } from './csv.ts'
import { addedUp, type DayCount, type ReadFile } from './day-count.ts'
import { browserName, countryName, deviceName, nameOf, systemName } from './names.ts'

const needed = ['session_id', 'url_path', 'event_type', 'created_at']
const VIEW = '1'

type Site = Pick<SiteRecord, 'hosts' | 'timeZone'>
type Cells = Row['cells']

interface Visit {
  sessionId: string
  startedAt: number
  views: number
  first: Cells
}

export function readUmami(fileName: string, text: string, site: Site): ReadFile {
  const visits = new Map<string, Visit>()
  const read = readRows(text, (row, columns) => (missingIn(columns) === undefined ? addTo(visits, row) : null))
  if (read.kind === 'refused') return read
  const missing = missingIn(read.columns)
  if (missing !== undefined && !/website_event|event/i.test(fileName))
    return { kind: 'skipped', why: 'it is not the file of views (website_event.csv)' }
  if (missing !== undefined) return { kind: 'refused', line: 1, why: `the column "${missing}" is missing` }
  return { kind: 'counts', counts: addedUp(countsOf(visits.values(), site)), lines: read.lines }
}

const missingIn = (columns: readonly string[]) => needed.find((column) => !columns.includes(column))

/** Answers why the row cannot be read. */
function addTo(visits: Map<string, Visit>, { cells }: Row): string | null {
  const at = timeIn(cells.created_at)
  if (at === null) return `"${cells.created_at}" is no time, as in 2024-01-31 13:05:00`
  if (cells.event_type !== VIEW) return null
  const sessionId = cells.session_id ?? ''
  const key = cells.visit_id || sessionId
  const visit = visits.get(key)
  if (!visit) visits.set(key, { sessionId, startedAt: at, views: 1, first: cells })
  else {
    visit.views += 1
    if (at < visit.startedAt) Object.assign(visit, { startedAt: at, first: cells })
  }
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
function* countsOf(visits: Iterable<Visit>, site: Site): Generator<DayCount> {
  const seen = new Set<string>()
  for (const { startedAt, sessionId, views, first } of visits) {
    const day = dayOf(startedAt, site.timeZone)
    for (const [dimension, name] of namesOf(first, site)) {
      const visitor = `${dimension}\0${day}\0${name}\0${sessionId}`
      const isNew = !seen.has(visitor)
      seen.add(visitor)
      yield { dimension, day, name, visitors: isNew ? 1 : 0, visits: 1, views }
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
