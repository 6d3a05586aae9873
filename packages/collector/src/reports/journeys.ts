// By which visits payers came: the channels one after the other, and how long it took from the first of them to the payment.
import type { JourneysReport, Revenue, TimeToPaymentReport } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import type { Whole } from './page.ts'
import { type PaidPayment, paidPayments } from './paid-payments.ts'
import { rangeOf, type Scope } from './scope.ts'

/** Visits by the same channel one after the other are one step. */
export async function journeys(db: Db, scope: Scope): Promise<Whole<JourneysReport>> {
  const groups = Map.groupBy(await paidPayments(db, scope), ({ touches }) =>
    touches
      .map(({ channel }) => channel)
      .filter((channel, index, all) => channel !== all[index - 1])
      .join(' > '),
  )
  return {
    range: rangeOf(scope),
    rows: [...groups]
      .map(([path, payments]) => ({ path: path === '' ? [] : path.split(' > '), ...summedUp(payments) }))
      .sort((a, b) => b.payments - a.payments || (a.path.join() < b.path.join() ? -1 : 1)),
  }
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Each up to and without the next one's beginning. */
const spans = [
  { from: 0, name: 'under_an_hour' },
  { from: HOUR_MS, name: 'under_a_day' },
  { from: DAY_MS, name: 'under_3_days' },
  { from: 3 * DAY_MS, name: 'under_a_week' },
  { from: 7 * DAY_MS, name: 'under_a_month' },
  { from: 30 * DAY_MS, name: 'longer' },
] as const

/** Payments of which no visit is known are left out, and counted as such. */
export async function timeToPayment(db: Db, scope: Scope): Promise<Whole<TimeToPaymentReport>> {
  const payments = await paidPayments(db, scope)
  const known = payments.filter(({ touches }) => touches.length > 0)
  const groups = Map.groupBy(
    known,
    (payment) => spans.findLast(({ from }) => waited(payment) >= from)?.name ?? spans[0].name,
  )
  const visits = Map.groupBy(known, ({ touches }) => touches.length)
  return {
    range: rangeOf(scope),
    unknown: payments.length - known.length,
    rows: spans.map(({ name }) => ({ within: name, ...summedUp(groups.get(name) ?? []) })),
    visits: [...visits]
      .map(([count, paid]) => ({ visits: count, payments: paid.length }))
      .sort((a, b) => a.visits - b.visits),
  }
}

/** A payment that is older than its first known visit (a clock, a late return) took no time. */
const waited = ({ paidAt, touches }: PaidPayment): number => Math.max(0, paidAt - (touches[0]?.at ?? paidAt))

function summedUp(payments: PaidPayment[]): { payments: number; revenue: Revenue[] } {
  const revenue = new Map<string, Revenue>()
  for (const { currency, gross, net } of payments) {
    const sum = revenue.get(currency) ?? { currency, gross: 0, refunds: 0, net: 0, payments: 0 }
    revenue.set(currency, {
      currency,
      gross: sum.gross + gross,
      refunds: sum.refunds + net - gross,
      net: sum.net + net,
      payments: sum.payments + 1,
    })
  }
  return {
    payments: payments.length,
    revenue: [...revenue.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  }
}
