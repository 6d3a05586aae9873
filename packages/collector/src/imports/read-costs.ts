// What advertising cost, from a CSV file: a line a day and campaign, as the advertising tools export it.
import { minorDigits } from '../sites/currency.ts'
import { countIn, dayIn, type Row, readRows } from './csv.ts'

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
export async function readCosts(bytes: AsyncIterable<Uint8Array>, currency: string): Promise<ReadCosts> {
  const sums = new Map<string, AdCost>()
  const read = await readRows(bytes, (row, columns) => {
    if (missingIn(columns)) return null
    const cost = costOf(row, (column) => columnIn(columns, column), currency)
    if (typeof cost === 'string') return cost
    addUp(sums, cost)
    return null
  })
  if (read.kind === 'refused') return read
  const missing = missingIn(read.columns)
  if (missing)
    return {
      kind: 'refused',
      line: 1,
      why: `there is no column for the ${missing}: it is called ${names[missing].join(', or ')}`,
    }
  return { kind: 'costs', costs: [...sums.values()] }
}

const columnIn = (columns: readonly string[], column: Column) => names[column].find((name) => columns.includes(name))

const missingIn = (columns: readonly string[]) =>
  (['day', 'campaign', 'cost'] as const).find((column) => !columnIn(columns, column))

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

function addUp(sums: Map<string, AdCost>, one: AdCost): void {
  const key = JSON.stringify([one.day, one.source, one.medium, one.campaign, one.currency])
  const sum = sums.get(key)
  if (!sum) sums.set(key, one)
  else {
    sum.cost += one.cost
    sum.clicks += one.clicks
    sum.impressions += one.impressions
  }
}
