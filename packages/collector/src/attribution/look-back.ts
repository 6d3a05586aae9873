// How long before a payment a visit may still have earned it.
import { addDays, dayOf, type SiteRecord, startOfDay } from '../sites/site.ts'

/** As most advertising platforms count at most; a site may choose another number. */
const DEFAULT_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

export const lookBackDaysOf = (site: Pick<SiteRecord, 'lookBackDays'>): number => site.lookBackDays ?? DEFAULT_DAYS

/** Visits that began earlier earned nothing of a payment at `paidAt`. */
export const lookBackFrom = (site: Pick<SiteRecord, 'lookBackDays'>, paidAt: number): number =>
  paidAt - lookBackDaysOf(site) * DAY_MS

/** Stripe tells whole seconds: a visit that began within that second was there before the payment. */
export const endOfSecond = (paidAt: number): number => paidAt + 999

/** What happened earlier the site does not keep; without a retention everything is kept. */
export const keptFrom = ({ retentionDays, timeZone }: SiteRecord, now: number): number =>
  retentionDays === undefined ? 0 : startOfDay(addDays(dayOf(now, timeZone), 1 - retentionDays), timeZone)
