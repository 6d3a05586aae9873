// How counts, shares and times are written, in the reader's locale and the site's time zone.
import type { Interval } from '@farthing/contract'
import { dateFormat, displayNames, numberFormat } from './intl.ts'
import { formatMoney, formatMoneyShort, minorDigits } from './money.ts'
import type { Days } from './range.ts'
import type { Figure } from './url-state.ts'

export function formatCount(value: number, locale?: string): string {
  return numberFormat(locale).format(value)
}

export function formatShare(value: number | null, locale?: string): string {
  if (value === null) return '–'
  const digits = Math.abs(value) < 0.1 ? 2 : 1
  return percent(digits, digits, locale).format(value)
}

function percent(least: number, most: number, locale?: string): Intl.NumberFormat {
  return numberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  })
}

/** Beyond ten times as much a share says nothing: "×28". */
export function formatChange(value: number, locale?: string): string {
  if (value >= 9) return `×${formatCount(Math.round(value + 1), locale)}`
  const digits = Math.abs(value) < 0.1 ? 1 : 0
  return numberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  }).format(value)
}

const looks: Record<Figure, 'money' | 'share' | 'time' | 'count'> = {
  revenue: 'money',
  order_value: 'money',
  per_visitor: 'money',
  conversion: 'share',
  bounce: 'share',
  duration: 'time',
  visitors: 'count',
  visits: 'count',
  views: 'count',
}

export const isMoney = (figure: Figure): boolean => looks[figure] === 'money'

export function formatFigure(figure: Figure, value: number | null, currency: string, locale?: string): string {
  if (value === null) return '–'
  const look = looks[figure]
  if (look === 'money') return formatMoney(Math.round(value), currency, locale)
  if (look === 'time') return formatDuration(value, locale)
  return look === 'share' ? formatShare(value, locale) : formatCount(value, locale)
}

export function formatTick(figure: Figure, value: number, currency: string, locale?: string): string {
  const look = looks[figure]
  if (look === 'money') return formatMoneyShort(value, currency, locale)
  if (look === 'time') return formatDuration(value, locale)
  if (look === 'share') return percent(0, 2, locale).format(value)
  return numberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** The smallest step of an axis: one visitor, one whole coin, a tenth of a percent, ten seconds. */
export function unitOf(figure: Figure, currency: string): number {
  const look = looks[figure]
  if (look === 'money') return 10 ** minorDigits(currency)
  if (look === 'time') return 10_000
  return look === 'share' ? 0.001 : 1
}

/** "1m 34s"; hours when there are any. */
function formatDuration(ms: number, locale?: string): string {
  const seconds = Math.round(ms / 1000)
  const parts: Array<['hour' | 'minute' | 'second', number]> = [
    ['hour', Math.floor(seconds / 3600)],
    ['minute', Math.floor((seconds % 3600) / 60)],
    ['second', seconds % 60],
  ]
  const shown = parts.filter(([, value]) => value > 0).slice(0, 2)
  return (shown.length === 0 ? parts.slice(-1) : shown)
    .map(([unit, value]) => numberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value))
    .join(' ')
}

/** "+€4.00" or "−€2.00": what a row gains or loses. */
export function formatDelta(minor: number, currency: string, locale?: string): string {
  return `${minor > 0 ? '+' : minor < 0 ? '−' : '±'}${formatMoney(Math.abs(minor), currency, locale)}`
}

/** A day is a date, not a moment: it is read and written in UTC so that no time zone can move it. */
function dayFormat(options: Intl.DateTimeFormatOptions, locale?: string): Intl.DateTimeFormat {
  return dateFormat(locale, { ...options, timeZone: 'UTC' })
}

const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

export function formatDays({ from, to }: Days, locale?: string): string {
  const format = dayFormat({ day: 'numeric', month: 'short', year: 'numeric' }, locale)
  return from === to ? format.format(at(from)) : format.formatRange(at(from), at(to))
}

/** An hour is written as the clock of the site showed it: its own offset is in it. */
const clock = (start: string, locale?: string) =>
  dayFormat({ hour: '2-digit', minute: '2-digit' }, locale).format(Date.parse(`${start.slice(0, 16)}Z`))

/** A label under the chart. */
export function formatPointShort(point: Days & { start: string }, interval: Interval, locale?: string): string {
  if (interval === 'hour') return clock(point.start, locale)
  const options: Intl.DateTimeFormatOptions =
    interval === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }
  return dayFormat(options, locale).format(at(point.from))
}

/** The title of a point's tooltip. */
export function formatPointLong(point: Days & { start: string }, interval: Interval, locale?: string): string {
  if (interval === 'week' || interval === 'month') return formatDays(point, locale)
  const day = dayFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, locale)
  const text = day.format(at(point.from))
  return interval === 'hour' ? `${text}, ${clock(point.start, locale)}` : text
}

export function formatMonth(month: string, locale?: string): string {
  return dayFormat({ month: 'short', year: 'numeric' }, locale).format(at(`${month}-01`))
}

export function formatMoment(time: number, timeZone: string, locale?: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(time)
}

/** "3 minutes ago", "in 20 seconds". */
export function formatAgo(time: number, now: number, locale?: string): string {
  const seconds = Math.round((time - now) / 1000)
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return format.format(seconds, 'second')
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute')
  if (size < 86_400) return format.format(Math.trunc(seconds / 3600), 'hour')
  return format.format(Math.trunc(seconds / 86_400), 'day')
}

export function currencyName(currency: string, locale?: string): string {
  return displayNames(locale, 'currency').of(currency.toUpperCase()) ?? currency.toUpperCase()
}
