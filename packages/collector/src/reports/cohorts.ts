// Customers by the month and the channel that first brought them, and what they paid in each month since.
import type { CohortsReport, Revenue } from '@farthing/contract'
import { dayOf } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { sumCustomerMonths } from './count-money.ts'
import type { Whole } from './page.ts'
import { rangeOf, type Scope } from './scope.ts'

type Cohort = CohortsReport['rows'][number]
type Paid = Awaited<ReturnType<typeof sumCustomerMonths>>[number] & { first: First | null }

interface First {
  month: string
  channel: string
}

export async function cohorts(db: Db, scope: Scope): Promise<Whole<CohortsReport>> {
  const firsts = await firstVisits(db, scope)
  const paid = (await sumCustomerMonths(db, scope)).map((one) => ({ ...one, first: firsts.get(one.customer) ?? null }))
  const groups = Map.groupBy(paid, ({ first }) => (first ? `${first.month} ${first.channel}` : ''))
  return {
    range: rangeOf(scope),
    rows: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => toCohort(members)),
  }
}

function toCohort(members: Paid[]): Cohort {
  const first = members[0]?.first ?? null
  const after = ({ month }: Paid) => (first ? monthsBetween(first.month, month) : 0)
  return {
    month: first?.month ?? null,
    channel: first?.channel ?? null,
    customers: customersIn(members),
    months: [...Map.groupBy(members, after)]
      .sort(([a], [b]) => a - b)
      .map(([months, paid]) => ({ after: months, customers: customersIn(paid), revenue: revenueOf(paid) })),
  }
}

const customersIn = (paid: Paid[]): number => new Set(paid.map(({ customer }) => customer)).size

/** Money that came before the visit that is known to be the first counts with its month. */
const monthsBetween = (first: string, month: string): number =>
  Math.max(
    0,
    (Number(month.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(month.slice(5)) - Number(first.slice(5)),
  )

const revenueOf = (paid: Paid[]): Revenue[] =>
  [...Map.groupBy(paid, ({ currency }) => currency)]
    .map(([currency, own]) => {
      const sum = (of: (one: Paid) => number) => own.reduce((total, one) => total + of(one), 0)
      const gross = sum((one) => one.gross)
      const net = sum((one) => one.net)
      return { currency, gross, refunds: net - gross, net, payments: sum((one) => one.payments) }
    })
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))

/** Of all payments that the customer ever made at this site. */
async function firstVisits(db: Db, { siteId, mode, timeZone }: Scope): Promise<Map<string, First>> {
  const touches = await db
    .selectFrom('touch')
    .innerJoin('payment', 'payment.id', 'touch.payment_id')
    .select((of) => of.fn.coalesce('payment.customer_id', 'payment.id').as('customer'))
    .select(['touch.at', 'touch.channel'])
    .where('touch.site_id', '=', siteId)
    .where('payment.mode', '=', mode)
    .orderBy('touch.at', 'desc')
    .orderBy('touch.visit_no')
    .execute()
  return new Map(
    touches.map(({ customer, at, channel }) => [customer, { month: dayOf(at, timeZone).slice(0, 7), channel }]),
  )
}
