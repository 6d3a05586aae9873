// What the export says of itself: what it is of, and what each table and column means.
import type { SiteRecord } from '../sites/site.ts'
import type { ExportTable } from './table.ts'

const units = `Everything is a table: CSV in UTF-8, a comma between cells, a head, one line each.

Instants (columns whose name is or ends in "at") are UTC, as in 2026-03-01T09:30:00.000Z. Days are days of the site, in its time zone.
Amounts are whole numbers in the smallest unit of their currency: 4900 in eur is EUR 49.00, and 4900 in jpy is JPY 4,900.
Durations are milliseconds. Countries, channels and the like are words, as in the reports. An empty cell: not known, or none.
A text that a spreadsheet would take for a formula (it begins with = + - or @) has an apostrophe before it, also where it is an id.

What is in it: visits and views up to the highest number that a view had when the export began; events, names and payments that
had happened by then. What changed meanwhile is as it was when its line was read.
What is not: email addresses of visitors, IP addresses and user agents, which are stored nowhere; members, tokens, keys and settings;
the messages of Stripe, which Stripe has.`

export function readme(site: SiteRecord, now: number, tables: readonly ExportTable[]): string {
  const head = [
    `${site.name}: everything that Farthing keeps of this site`,
    '',
    `site       ${site.id}`,
    `hosts      ${site.hosts.join(', ')}`,
    `time zone  ${site.timeZone}`,
    `currency   ${site.currency}`,
    `exported   ${new Date(now).toISOString()}`,
  ]
  return `${[...head, '', units, ...tables.map(aboutTable)].join('\n')}\n`
}

function aboutTable({ file, about, columns }: ExportTable): string {
  const width = Math.max(...Object.keys(columns).map((name) => name.length))
  const lines = Object.entries(columns).map(([name, means]) => `  ${name.padEnd(width)}  ${means}`)
  return ['', file, about, ...lines].join('\n')
}
