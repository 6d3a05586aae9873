// A report of Google Analytics 4 as CSV: remarks, a header, one line a day and name. Which report it is, its columns say.
import { addDays } from '../sites/site.ts'
import { countIn, dayIn, headOf, type Row, readRows } from './csv.ts'
import { type DayCount, daysOf, keepSum, type ReadFile, type SumSorter } from './day-count.ts'
import { browserName, countryName, deviceName, nameOf, sourceName, systemName } from './names.ts'
import type { NamedFile, Tell } from './open-files.ts'

/** Google's own channel of them has the singular. */
const channelCalled = (text: string) => nameOf(text).replace(/^AI Assistant$/, 'AI Assistants')

const dimensions: Readonly<Record<string, readonly [DayCount['dimension'], (text: string) => string]>> = {
  'session source / medium': ['sources', (text) => sourceName(text.split(' / ')[0] ?? '')],
  'session source': ['sources', sourceName],
  'session default channel group': ['channels', channelCalled],
  'session primary channel group (default channel group)': ['channels', channelCalled],
  'session primary channel group': ['channels', channelCalled],
  'session campaign': ['campaigns', (text) => (/^\((direct|organic|referral)\)$/.test(text) ? '' : nameOf(text))],
  'landing page': ['pages', (text) => pathOf(text)],
  'landing page + query string': ['pages', (text) => pathOf(text)],
  country: ['countries', countryName],
  'country id': ['countries', countryName],
  browser: ['browsers', browserName],
  'operating system': ['systems', systemName],
  'device category': ['devices', deviceName],
  'language code': ['languages', (text) => nameOf(text).split('-')[0]?.toLowerCase() ?? ''],
}
const visitorColumns = ['total users', 'active users', 'users']
const viewColumns = ['views', 'screen page views', 'pageviews']

const pathOf = (text: string) => {
  const path = nameOf(text).split('?')[0] ?? ''
  return path === '' || path.startsWith('/') ? path : `/${path}`
}

interface Shape {
  dimension: string | undefined
  visitors: string | undefined
  views: string | undefined
  day: (row: Row) => string | null
}

export async function readGa4(file: NamedFile, sorter: SumSorter, tell: Tell): Promise<ReadFile> {
  const head = await headOf(file.open())
  let shape: Shape | string | undefined
  const read = await readRows(file.open(tell), (row, columns) => {
    shape ??= shapeOf(columns, head)
    if (typeof shape === 'string' || isTotal(row)) return null
    const count = countOf(row, shape)
    if (typeof count === 'string') return count
    keepSum(sorter, count)
    return null
  })
  if (read.kind === 'refused') return read
  shape ??= shapeOf(read.columns, head)
  if (typeof shape === 'string') return { kind: 'refused', line: headerLine(head), why: shape }
  return { kind: 'counts', days: daysOf(sorter), lines: read.lines }
}

/** A sentence when the report is not one of a day and at most one thing. */
function shapeOf(columns: readonly string[], head: string): Shape | string {
  if (!columns.includes('sessions')) return 'the column "Sessions" is missing'
  const found = columns.filter((column) => dimensions[column] !== undefined)
  if (found.length > 1)
    return `the report tells apart by ${found.join(' and ')}: export one for each, with Date and Sessions`
  const known = {
    dimension: found[0],
    visitors: visitorColumns.find((column) => columns.includes(column)),
    views: viewColumns.find((column) => columns.includes(column)),
  }
  if (columns.includes('date')) return { ...known, day: ({ cells }) => dayIn(cells.date) }
  const start = dayIn(/^#\s*Start date:\s*(\d{8})/im.exec(head)?.[1])
  if (!columns.includes('nth day') || start === null)
    return 'the column "Date" is missing: without it nobody knows which day a line is about'
  return {
    ...known,
    day: ({ cells }) => (/^\d{1,4}$/.test(cells['nth day'] ?? '') ? addDays(start, Number(cells['nth day'])) : null),
  }
}

const isTotal = ({ cells }: Row) =>
  cells.date === '' || cells['nth day'] === '' || Object.values(cells).includes('Grand total')

function countOf(row: Row, shape: Shape): DayCount | string {
  const { cells } = row
  const day = shape.day(row)
  if (day === null) return `"${cells.date ?? cells['nth day']}" is no day, as in 20240131`
  const visits = countIn(cells.sessions)
  const visitors = shape.visitors === undefined ? 0 : countIn(cells[shape.visitors])
  const views = shape.views === undefined ? 0 : countIn(cells[shape.views])
  if (visitors === null || visits === null || views === null) return 'a count is not a whole number'
  const [dimension, name] = (shape.dimension === undefined ? undefined : dimensions[shape.dimension]) ?? [
    'all' as const,
    () => '',
  ]
  return { dimension, day, name: name(cells[shape.dimension ?? ''] ?? ''), visitors, visits, views }
}

const headerLine = (head: string) => head.split('\n').findIndex((line) => !/^\s*(#|$)/.test(line)) + 1
