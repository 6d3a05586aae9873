// When a billing period that starts now ends, by the calendar in UTC as Stripe counts. Pure.
import type { Tables } from '../world/model.ts'

const secondsOf = { day: 86_400, week: 604_800 }

export function periodEnd(start: number, recurring: Tables['price']['recurring']): number {
  const interval = recurring?.interval ?? 'month'
  const count = recurring?.interval_count ?? 1
  if (interval === 'day') return start + secondsOf.day * count
  if (interval === 'week') return start + secondsOf.week * count
  return addMonths(start, interval === 'year' ? 12 * count : count)
}

/** The 31st renews on the last day of a shorter month. */
function addMonths(start: number, months: number): number {
  const at = new Date(start * 1000)
  const day = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + months)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(day, last))
  return Math.floor(at.getTime() / 1000)
}
