// Which days a choice of the date picker means. Days are ISO dates of the site's time zone; `today` is an argument.
export const presets = ['today', 'yesterday', '7d', '30d', '90d', 'month', 'last_month', 'year', '12m'] as const
export type Preset = (typeof presets)[number]
export type RangeChoice = { kind: 'preset'; preset: Preset } | { kind: 'custom'; from: string; to: string }
export interface Days {
  from: string
  to: string
}

const DAY = 86_400_000

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && iso(time) === text
}

// To make one takes as long as to draw a panel, and every page asks again and again.
const daysOf = new Map<string, Intl.DateTimeFormat>()

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = daysOf.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  daysOf.set(timeZone, made)
  return made
}

export function dayIn(timeZone: string, now: number): string {
  const parts = dayFormat(timeZone)
    .formatToParts(now)
    .map((part) => [part.type, part.value])
  const of: Record<string, string> = Object.fromEntries(parts)
  return `${of.year}-${of.month}-${of.day}`
}

export function addDays(day: string, days: number): string {
  return iso(Date.parse(`${day}T00:00:00Z`) + days * DAY)
}

export function countDays({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
}

export function resolveRange(choice: RangeChoice, today: string): Days {
  return choice.kind === 'custom' ? { from: choice.from, to: choice.to } : resolvePreset(choice.preset, today)
}

function resolvePreset(preset: Preset, today: string): Days {
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case '7d':
      return { from: addDays(today, -6), to: today }
    case '30d':
      return { from: addDays(today, -29), to: today }
    case '90d':
      return { from: addDays(today, -89), to: today }
    case 'month':
      return { from: firstOfMonth(today, 0), to: today }
    case 'last_month':
      return { from: firstOfMonth(today, -1), to: addDays(firstOfMonth(today, 0), -1) }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
    case '12m':
      return { from: firstOfMonth(today, -11), to: today }
  }
}

function firstOfMonth(day: string, months: number): string {
  return iso(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1))
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
