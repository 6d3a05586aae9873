// How counts, shares and times are written, in the reader's locale and the site's time zone.
import { formatMoney, formatMoneyShort } from './money.ts'
import type { Days } from './range.ts'
import type { Step } from './series.ts'
import type { Figure } from './url-state.ts'

export function formatCount(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(value)
}

export function formatShare(value: number | null, locale?: string): string {
  if (value === null) return '–'
  const digits = Math.abs(value) < 0.1 ? 2 : 1
  return percent(digits, digits, locale).format(value)
}

function percent(least: number, most: number, locale?: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  })
}

export function formatChange(value: number, locale?: string): string {
  const digits = Math.abs(value) < 0.1 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  }).format(value)
}

export function formatFigure(figure: Figure, value: number | null, currency: string, locale?: string): string {
  if (value === null) return '–'
  if (figure === 'revenue') return formatMoney(value, currency, locale)
  return figure === 'conversion' ? formatShare(value, locale) : formatCount(value, locale)
}

export function formatTick(figure: Figure, value: number, currency: string, locale?: string): string {
  if (figure === 'revenue') return formatMoneyShort(value, currency, locale)
  if (figure === 'conversion') return percent(0, 2, locale).format(value)
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** A day is a date, not a moment: it is read and written in UTC so that no time zone can move it. */
function dayFormat(options: Intl.DateTimeFormatOptions, locale?: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
}

const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

export function formatDays({ from, to }: Days, locale?: string): string {
  const format = dayFormat({ day: 'numeric', month: 'short', year: 'numeric' }, locale)
  return from === to ? format.format(at(from)) : format.formatRange(at(from), at(to))
}

/** A label under the chart. */
export function formatPointShort(days: Days, step: Step, locale?: string): string {
  const options: Intl.DateTimeFormatOptions =
    step === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }
  return dayFormat(options, locale).format(at(days.from))
}

/** The title of a point's tooltip. */
export function formatPointLong(days: Days, step: Step, locale?: string): string {
  if (step === 'day') {
    return dayFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, locale).format(
      at(days.from),
    )
  }
  return formatDays(days, locale)
}

export function formatMoment(time: number, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(time)
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
  return new Intl.DisplayNames(locale ?? [], { type: 'currency' }).of(currency.toUpperCase()) ?? currency.toUpperCase()
}
