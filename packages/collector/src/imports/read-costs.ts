// What advertising cost, from a CSV file: a line a day and campaign, as the advertising tools export it.
import { minorDigits } from '../sites/currency.ts'
import { countIn, dayIn, type Row, readCsv } from './csv.ts'

export interface AdCost {
  day: string
  /** Empty: not told. */
  source: string
  medium: string
  campaign: string
  currency: string
  /** Minor units. */
  cost: number
  clicks: number
  impressions: number
}

export type ReadCosts = { kind: 'costs'; costs: AdCost[] } | { kind: 'refused'; line: number; why: string }

const names = {
  day: ['date', 'day', 'reporting starts'],
  source: ['source', 'utm_source', 'utm source'],
  medium: ['medium', 'utm_medium', 'utm medium'],
  campaign: ['campaign', 'utm_campaign', 'utm campaign', 'campaign name'],
  cost: ['cost', 'spend', 'spent', 'amount spent'],
  currency: ['currency', 'currency code'],
  clicks: ['clicks', 'link clicks'],
  impressions: ['impressions', 'impr.'],
} as const

type Column = keyof typeof names

/** `currency` is the site's: that of a line which names none. Lines of the same day and campaign add up. */
export function readCosts(text: string, currency: string): ReadCosts {
  const csv = readCsv(text)
  if (csv.kind === 'refused') return csv
  const columnOf = (column: Column) => names[column].find((name) => csv.columns.includes(name))
  for (const column of ['day', 'campaign', 'cost'] as const)
    if (!columnOf(column))
      return {
        kind: 'refused',
        line: 1,
        why: `there is no column for the ${column}: it is called ${names[column].join(', or ')}`,
      }
  const costs: AdCost[] = []
  for (const row of csv.rows) {
    const cost = costOf(row, columnOf, currency)
    if (typeof cost === 'string') return { kind: 'refused', line: row.line, why: cost }
    costs.push(cost)
  }
  return { kind: 'costs', costs: addedUp(costs) }
}

function costOf({ cells }: Row, columnOf: (column: Column) => string | undefined, own: string): AdCost | string {
  const cell = (column: Column) => cells[columnOf(column) ?? '']?.trim() ?? ''
  const day = dayIn(cell('day'))
  if (day === null) return `"${cell('day')}" is no day, as in 2026-01-31`
  const currency = (cell('currency') || own).toLowerCase()
  if (!/^[a-z]{3}$/.test(currency)) return `"${currency}" is no currency, as in EUR`
  const cost = minorUnits(cell('cost'), currency)
  if (cost === null) return `"${cell('cost')}" is no amount of ${currency.toUpperCase()}, as in 12.50`
  const clicks = countIn(cell('clicks'))
  const impressions = countIn(cell('impressions'))
  if (clicks === null || impressions === null) return 'a count is not a whole number'
  const [source, medium, campaign] = [cell('source'), cell('medium'), cell('campaign')]
  return { day, source, medium, campaign, currency, cost, clicks, impressions }
}

/** `1,234.5` and `1234.50`, with as many decimals as the currency has. Nobody is charged half a cent. */
function minorUnits(text: string, currency: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.replaceAll(',', '')) ?? []
  const digits = minorDigits(currency)
  if (whole === undefined || /[1-9]/.test(decimals.slice(digits))) return null
  return Number(whole + decimals.slice(0, digits).padEnd(digits, '0'))
}

function addedUp(costs: readonly AdCost[]): AdCost[] {
  const sums = new Map<string, AdCost>()
  for (const one of costs) {
    const key = JSON.stringify([one.day, one.source, one.medium, one.campaign, one.currency])
    const sum = sums.get(key)
    const { cost, clicks, impressions } = sum ?? { cost: 0, clicks: 0, impressions: 0 }
    sums.set(key, {
      ...one,
      cost: cost + one.cost,
      clicks: clicks + one.clicks,
      impressions: impressions + one.impressions,
    })
  }
  return [...sums.values()]
}
