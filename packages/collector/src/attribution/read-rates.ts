// What a file of exchange rates says. Three shapes are understood: the European Central Bank's eurofxref CSV (a column for each
// currency, base EUR), a CSV of `date,from,to,rate`, and JSON `{ "base": "EUR", "rates": { "2026-11-20": { "USD": 1.08 } } }`.
import type { DayRates } from './rate.ts'

export type RatesOfDay = DayRates & { day: string }
export type RatesFile = { kind: 'rates'; days: RatesOfDay[] } | { kind: 'refused'; why: string }

const refused = (why: string): RatesFile => ({ kind: 'refused', why })

export function readRates(text: string): RatesFile {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (trimmed.startsWith('{')) return readJson(trimmed)
  const [header = '', ...lines] = trimmed.split(/\r?\n/).map((line) => line.split(',').map((cell) => cell.trim()))
  const columns = (header || []).map((name) => name.toLowerCase())
  if (columns[0] !== 'date')
    return refused('the first line names the columns and begins with "Date": Date,USD,JPY,… or date,from,to,rate')
  const rows = lines.filter((cells) => cells.some((cell) => cell !== ''))
  return columns.slice(1, 4).join() === 'from,to,rate' ? fromPairs(rows) : fromTable(columns, rows)
}

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
const isCurrency = (text: string): boolean => /^[a-z]{3}$/.test(text)
const isRate = (text: string): boolean => /^\d{1,15}(\.\d{1,15})?$/.test(text) && Number(text) > 0

/** Cells without a number are days on which the bank did not quote the currency. */
function fromTable(columns: string[], rows: string[][]): RatesFile {
  const days: RatesOfDay[] = []
  for (const [index, cells] of rows.entries()) {
    const [day] = cells
    if (!isDay(day)) return refused(`line ${index + 2}: "${day}" is no day like 2026-11-20`)
    const rates = columns.flatMap((currency, at): [string, string][] => {
      const cell = cells[at] ?? ''
      return at > 0 && isCurrency(currency) && isRate(cell) ? [[currency, cell]] : []
    })
    if (rates.length > 0) days.push({ day, base: 'eur', rates: Object.fromEntries(rates) })
  }
  return days.length > 0 ? { kind: 'rates', days } : refused('there is no rate in it')
}

function fromPairs(rows: string[][]): RatesFile {
  const days = new Map<string, { day: string; base: string; rates: Record<string, string> }>()
  for (const [index, cells] of rows.entries()) {
    const [day, from = '', to = '', rate = ''] = cells.map((cell) => cell.toLowerCase())
    if (!isDay(day) || !isCurrency(from) || !isCurrency(to) || !isRate(rate))
      return refused(`line ${index + 2}: "${cells.join(',')}" is not like 2026-11-20,USD,EUR,0.92`)
    const known = days.get(`${day} ${from}`) ?? { day, base: from, rates: {} }
    known.rates[to] = rate
    days.set(`${day} ${from}`, known)
  }
  return days.size > 0 ? { kind: 'rates', days: [...days.values()] } : refused('there is no rate in it')
}

function readJson(text: string): RatesFile {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return refused('this is no JSON')
  }
  const { base, rates } = parsed as { base?: unknown; rates?: unknown }
  if (typeof base !== 'string' || !isCurrency(base.toLowerCase()) || !isRecord(rates))
    return refused('the JSON has a "base" like "EUR" and "rates" by day: { "2026-11-20": { "USD": 1.08 } }')
  const days: RatesOfDay[] = []
  for (const [day, quoted] of Object.entries(rates)) {
    if (!isDay(day) || !isRecord(quoted)) return refused(`"${day}" is no day like 2026-11-20 with its rates`)
    const own = Object.entries(quoted).map(([name, rate]): [string, string] => [name.toLowerCase(), plain(rate)])
    const wrong = own.find(([name, rate]) => !isCurrency(name) || !isRate(rate))
    if (wrong) return refused(`${day}: ${wrong.join(' ')} is no rate`)
    days.push({ day, base: base.toLowerCase(), rates: Object.fromEntries(own) })
  }
  return days.length > 0 ? { kind: 'rates', days } : refused('there is no rate in it')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Never `1e-7`. */
const plain = (rate: unknown): string =>
  typeof rate === 'number' && Number.isFinite(rate) ? rate.toFixed(12).replace(/\.?0+$/, '') : String(rate)
