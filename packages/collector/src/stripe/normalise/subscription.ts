// What a subscription says: the ids of ours that it carries, and what it is worth a month. Its money stands on invoices.
import type { Snapshot } from '../../ledger/fact.ts'
import type { Reading, Seen } from './index.ts'
import { amountIn, at, idIn, listIn, type StripeObject, textIn, timeIn } from './read.ts'
import { referencesIn } from './references.ts'

export const subscription = (object: StripeObject, seen: Seen): Reading => ({
  currency: textIn(object.currency) ?? textIn(at(items(object)[0], 'price', 'currency')),
  createdAt: timeIn(object.created),
  customer: idIn(object.customer),
  subscription: object.id,
  references: referencesIn(object.metadata, 'subscription_metadata'),
  snapshots:
    seen.eventAt === null
      ? derived(object)
      : [{ at: seen.eventAt, status: String(object.status), mrr: mrrOf(object), derived: false }],
})

const items = (object: StripeObject): unknown[] => listIn(object.items)

const MONTHS: Record<string, number> = { day: 12 / 365, week: 84 / 365, month: 1, year: 12 }

/** Of what is billed by licence: metered items have no amount before they are used. */
export const mrrOf = (object: StripeObject): number =>
  Math.round(items(object).reduce<number>((sum, item) => sum + monthly(item), 0))

function monthly(item: unknown): number {
  const price = at(item, 'price') ?? at(item, 'plan')
  const every = at(price, 'recurring', 'interval') ?? at(price, 'interval')
  const count = amountIn(at(price, 'recurring', 'interval_count') ?? at(price, 'interval_count')) || 1
  const months = MONTHS[String(every)]
  if (months === undefined) return 0
  return (
    (unitAmount(price) * (at(item, 'quantity') === undefined ? 1 : amountIn(at(item, 'quantity')))) / (months * count)
  )
}

/** Prices below a cent come as a decimal, which the package turns into an object in answers and leaves as text in events. */
function unitAmount(price: unknown): number {
  const whole = at(price, 'unit_amount') ?? at(price, 'amount')
  if (typeof whole === 'number') return whole
  const decimal = Number(String(at(price, 'unit_amount_decimal') ?? at(price, 'amount_decimal') ?? 0))
  return Number.isFinite(decimal) ? decimal : 0
}

/** A subscription that was fetched tells only how it is, when it began and when it ended. */
function derived(object: StripeObject): Snapshot[] {
  const mrr = mrrOf(object)
  const moment = (at: number | null, status: string): Snapshot[] =>
    at === null ? [] : [{ at, status, mrr, derived: true }]
  const began = timeIn(object.start_date) ?? timeIn(object.created)
  const trialEnd = timeIn(object.trial_end)
  const status = String(object.status)
  const ended = timeIn(object.ended_at)
  if (status === 'incomplete' || status === 'incomplete_expired') return moment(began, status)
  const paid = status === 'trialing' ? [] : moment(trialEnd ?? began, 'active')
  return [
    ...(trialEnd === null ? [] : moment(began, 'trialing')),
    ...paid,
    ...(ended === null ? [] : moment(ended, 'canceled')),
  ]
}
