// When there is something to tell: which day and week are over, and after how long nothing has been seen for too long.
import { addDays, dayOf, startOfDay } from '../sites/site.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Summaries come in the morning of the site's time zone. */
const MORNING = 7 * HOUR

export interface Over {
  from: string
  to: string
}

interface Asked {
  now: number
  timeZone: string
  /** A way is told nothing of days that were over before it was made. */
  since: number
}

export function dayThatIsOver({ now, timeZone, since }: Asked): Over | null {
  const today = dayOf(now - MORNING, timeZone)
  const day = addDays(today, -1)
  return startOfDay(today, timeZone) > since ? { from: day, to: day } : null
}

/** From Monday to Sunday. */
export function weekThatIsOver({ now, timeZone, since }: Asked): Over | null {
  const today = dayOf(now - MORNING, timeZone)
  const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7))
  return startOfDay(monday, timeZone) > since ? { from: addDays(monday, -7), to: addDays(monday, -1) } : null
}

export interface Seen {
  /** The last view. */
  lastAt: number
  /** Of the two weeks before it. */
  views: number
}

/** Two weeks of views say what is usual. */
export const USUAL_MS = 14 * DAY
/** Whoever has fewer views in two weeks is told nothing: days without any are usual there. */
const LEAST_VIEWS = 20

/** How far apart views usually are, when it is worrying that none came since; else null. */
export function worryingSilence({ lastAt, views }: Seen, now: number): number | null {
  if (views < LEAST_VIEWS) return null
  const usual = USUAL_MS / views
  return now - lastAt > Math.max(DAY, 10 * usual) ? usual : null
}
