// What a report is about: whose, which days, which mode, which part of the visits and the money, and what counts as a conversion.
import type { AttributionModel, Filter, Goal, Mode, Range } from '@farthing/contract'
import type { Days } from './range.ts'

export interface Scope extends Days {
  siteId: string
  timeZone: string
  /** The site's: it comes first wherever revenue is listed. */
  currency: string
  mode: Mode
  filters: readonly Filter[]
  goal: Goal
  /** How the credit for a payment is given to the visits before it. */
  model: AttributionModel
  /** The day of what went back: its own, or that of the purchase. */
  refunds: 'own' | 'purchase'
}

export const rangeOf = ({ from, to, timeZone, mode }: Scope): Range => ({ from, to, timeZone, mode })
