// Umami's export: one line for each view and event. Counted here as Umami counts it, by its visits and sessions.
import { dayOf, type SiteRecord } from '../sites/site.ts'
import { arrivalOf, direct } from '../tracking/arrival.ts'
import { type Csv, type Row, readCsv } from './csv.ts'
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
  const csv = readCsv(text)
  if (csv.kind === 'refused') return csv
  const missing = needed.find((column) => !csv.columns.includes(column))
  if (missing !== undefined && !/website_event|event/i.test(fileName))
    return { kind: 'skipped', why: 'it is not the file of views (website_event.csv)' }
  if (missing !== undefined) return { kind: 'refused', line: 1, why: `the column "${missing}" is missing` }
  const visits = visitsIn(csv)
  if ('why' in visits) return { kind: 'refused', ...visits }
  return { kind: 'counts', counts: addedUp(countsOf(visits.visits, site)), lines: csv.rows.length }
}

function visitsIn({ rows }: Extract<Csv, { kind: 'rows' }>): { visits: Visit[] } | { line: number; why: string } {
  const visits = new Map<string, Visit>()
  for (const { line, cells } of rows) {
    const at = timeIn(cells.created_at)
    if (at === null) return { line, why: `"${cells.created_at}" is no time, as in 2024-01-31 13:05:00` }
    if (cells.event_type !== VIEW) continue
    const sessionId = cells.session_id ?? ''
    const key = cells.visit_id || sessionId
    const visit = visits.get(key)
    if (!visit) visits.set(key, { sessionId, startedAt: at, views: 1, first: cells })
    else {
      visit.views += 1
      if (at < visit.startedAt) Object.assign(visit, { startedAt: at, first: cells })
    }
  }
  return { visits: [...visits.values()] }
}

/** Umami writes UTC, mostly without saying so. */
function timeIn(text: string | undefined): number | null {
  const time = text?.trim().replace(' ', 'T') ?? ''
  const zoned = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(time) ? time.replace(/([+-]\d{2})$/, '$1:00') : `${time}Z`
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(time) ? Date.parse(zoned) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** A visitor counts once for each day and name, as everywhere. */
function countsOf(visits: readonly Visit[], site: Site): DayCount[] {
  const seen = new Set<string>()
  return visits.flatMap((visit) => {
    const day = dayOf(visit.startedAt, site.timeZone)
    return namesOf(visit.first, site).map(([dimension, name]) => {
      const visitor = `${dimension}\0${day}\0${name}\0${visit.sessionId}`
      const isNew = !seen.has(visitor)
      seen.add(visitor)
      return { dimension, day, name, visitors: isNew ? 1 : 0, visits: 1, views: visit.views }
    })
  })
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
