// Plausible's CSV export: one file for each of its tables, `imported_sources_20230101_20231231.csv`.
import { countIn, dayIn, type Row, readRows } from './csv.ts'
import { type DayCount, daysOf, keepSum, type ReadFile, type SumSorter } from './day-count.ts'
import { browserName, channelName, countryName, deviceName, nameOf, sourceName, systemName } from './names.ts'
import type { NamedFile, Tell } from './open-files.ts'

type Named = readonly [DayCount['dimension'], string]

interface Table {
  needs: readonly string[]
  visits: string
  names: (cell: (column: string) => string) => readonly Named[]
}

const by = (dimension: DayCount['dimension'], column: string, name: (text: string) => string): Table => ({
  needs: [column, 'visits'],
  visits: 'visits',
  names: (cell) => [[dimension, name(cell(column))]],
})

const tables: Readonly<Record<string, Table>> = {
  imported_visitors: { needs: ['visits', 'pageviews'], visits: 'visits', names: () => [['all', '']] },
  imported_sources: {
    needs: ['source', 'visits'],
    visits: 'visits',
    names: (cell) => [
      ['sources', sourceName(cell('source') || cell('utm_source'))],
      ['campaigns', nameOf(cell('utm_campaign'))],
      ['channels', channelName(cell('source') || cell('utm_source'), cell('utm_medium'), cell('utm_campaign'))],
    ],
  },
  imported_entry_pages: {
    needs: ['entry_page', 'entrances'],
    visits: 'entrances',
    names: (cell) => [['pages', nameOf(cell('entry_page'))]],
  },
  imported_locations: by('countries', 'country', countryName),
  imported_browsers: by('browsers', 'browser', browserName),
  imported_operating_systems: by('systems', 'operating_system', systemName),
  imported_devices: by('devices', 'device', deviceName),
}

export async function readPlausible(file: NamedFile, sorter: SumSorter, tell: Tell): Promise<ReadFile> {
  const name = /(imported_[a-z_]+?)(?:_\d{8}_\d{8})?\.csv$/i.exec(file.name)?.[1]?.toLowerCase()
  if (name === undefined)
    return {
      kind: 'refused',
      line: 1,
      why: 'its name is not one of Plausible’s, as imported_visitors_20230101_20231231.csv',
    }
  const table = tables[name]
  if (!table) return { kind: 'skipped', why: `Farthing has no report of ${name}` }
  const missingIn = (columns: readonly string[]) =>
    ['date', 'visitors', ...table.needs].find((column) => !columns.includes(column))
  const read = await readRows(file.open(tell), (row, columns) => {
    if (missingIn(columns) !== undefined) return null
    const found = countsOf(row, table)
    if ('why' in found) return found.why
    for (const count of found.counts) keepSum(sorter, count)
    return null
  })
  if (read.kind === 'refused') return read
  const missing = missingIn(read.columns)
  if (missing !== undefined) return { kind: 'refused', line: 1, why: `the column "${missing}" is missing` }
  return { kind: 'counts', days: daysOf(sorter), lines: read.lines }
}

function countsOf({ cells }: Row, table: Table): { counts: DayCount[] } | { why: string } {
  const day = dayIn(cells.date)
  if (day === null) return { why: `"${cells.date}" is no day, as in 2024-01-31` }
  const visitors = countIn(cells.visitors)
  const visits = countIn(cells[table.visits])
  const views = countIn(cells.pageviews)
  if (visitors === null || visits === null || views === null) return { why: 'a count is not a whole number' }
  const names = table.names((column) => cells[column] ?? '')
  return { counts: names.map(([dimension, name]) => ({ dimension, day, name, visitors, visits, views })) }
}
