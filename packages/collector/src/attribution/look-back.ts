// How long before a payment a visit may still have earned it.
import type { SiteRecord } from '../sites/site.ts'

/** As most advertising platforms count at most; a site may choose another number. */
const DEFAULT_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

export const lookBackDaysOf = (site: Pick<SiteRecord, 'lookBackDays'>): number => site.lookBackDays ?? DEFAULT_DAYS

/** Visits that began earlier earned nothing of a payment at `paidAt`. */
export const lookBackFrom = (site: Pick<SiteRecord, 'lookBackDays'>, paidAt: number): number =>
  paidAt - lookBackDaysOf(site) * DAY_MS
