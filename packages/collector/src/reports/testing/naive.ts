// The same reports counted the slow way, from the world itself and without a database.
import type { Breakdown, Figures, Filter, Goal } from '@farthing/contract'
import type { Scope } from '../scope.ts'
import {
  creditsOf,
  dayIn,
  durationOf,
  entriesOf,
  entryPageOf,
  eventsOf,
  exitPageOf,
  type MadePayment,
  type MadeVisit,
  site,
  touchedVisits,
  visitorIdOf,
  type World,
} from './world.ts'

/** What a dimension says of a visit and of a payment; several values: it counts at each of them. */
export interface NaiveDimension {
  ofVisit: (visit: MadeVisit) => (string | null)[]
  ofPayment: (payment: MadePayment, touched: MadeVisit | null, at: number) => (string | null)[]
}

const ofVisit = (read: (visit: MadeVisit) => string | null): NaiveDimension => ({
  ofVisit: (visit) => [read(visit)],
  ofPayment: (_, touched) => [touched && read(touched)],
})
const ofPayment = (read: (payment: MadePayment) => string | null): NaiveDimension => ({
  ofVisit: () => [],
  ofPayment: (payment) => [read(payment)],
})

export const naiveDimensions: Record<Breakdown, NaiveDimension> = {
  channels: ofVisit(({ from }) => from.channel),
  sources: ofVisit(({ from }) => from.source ?? from.channel),
  mediums: ofVisit(({ from }) => from.medium),
  campaigns: ofVisit(({ from }) => from.campaign),
  terms: ofVisit(({ from }) => from.term),
  contents: ofVisit(({ from }) => from.content),
  'click-ids': ofVisit(({ from }) => from.click_kind),
  referrers: ofVisit(({ from }) => from.referrer),
  hosts: ofVisit(({ host }) => host),
  pages: {
    ofVisit: ({ pages }) => distinct(pages),
    ofPayment: (_, touched) => (touched ? distinct(touched.pages) : [null]),
  },
  'entry-pages': ofVisit(entryPageOf),
  'exit-pages': ofVisit(exitPageOf),
  countries: ofVisit(({ by }) => by.country),
  regions: ofVisit(({ by }) => by.region),
  cities: ofVisit(({ by }) => by.city),
  browsers: ofVisit(({ by }) => by.browser),
  systems: ofVisit(({ by }) => by.os),
  devices: ofVisit(({ by }) => by.device),
  languages: ofVisit(({ by }) => by.language),
  currencies: ofPayment(({ currency }) => currency),
  purposes: ofPayment(({ purpose }) => purpose),
}

export type NaiveQuestion = Pick<Scope, 'from' | 'to' | 'mode' | 'filters' | 'goal' | 'model' | 'refunds'>

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
const distinct = <T>(values: T[]) => [...new Set(values)]

/** Figures of one value of a dimension; `views` of a page are those of the page. */
export function naiveFigures(world: World, question: NaiveQuestion, by: NaiveDimension, key: string | null): Figures {
  const visits = naiveVisits(world, question).filter((visit) => by.ofVisit(visit).includes(key))
  const credits = naiveCredits(world, question).filter(({ payment, touched, at }) =>
    by.ofPayment(payment, touched?.visit ?? null, at).includes(key),
  )
  const paying = distinct(credits.filter(isPaying).flatMap(({ touched }) => touched?.id ?? []))
  const { goal } = question
  const converted = goal.kind === 'payment' ? paying.length : visits.filter((visit) => reaches(visit, goal)).length
  const viewsOfKey = ({ pages }: MadeVisit) =>
    by === naiveDimensions.pages ? pages.filter((page) => page === key).length : pages.length
  return {
    visitors: distinct(visits.map(visitorIdOf)).length,
    visits: visits.length,
    views: sum(visits.map(viewsOfKey)),
    bounces: visits.filter(({ pages }) => pages.length === 1).length,
    durationMs: sum(visits.map(durationOf)),
    payments: paymentsIn(credits),
    conversions: converted,
    conversion: visits.length === 0 ? null : Math.min(1, converted / visits.length),
    revenue: revenueOf(credits),
    reported: reportedOf(credits),
  }
}

type Credit = ReturnType<typeof naiveCredits>[number]

const isPaying = ({ kind, payment }: Credit) => isIn(kind) && isPaid(payment)
const paymentsIn = (credits: Credit[]) => distinct(credits.filter(isPaying).map(({ payment }) => payment)).length

function revenueOf(credits: Credit[]): Figures['revenue'] {
  return distinct(credits.map(({ payment }) => payment.currency))
    .sort((a, b) => (a === site.currency ? -1 : b === site.currency ? 1 : a < b ? -1 : 1))
    .map((currency) => {
      const own = credits.filter(({ payment }) => payment.currency === currency)
      const gross = sum(own.filter(({ kind }) => isIn(kind)).map(({ amount }) => amount))
      const refunds = sum(own.filter(({ kind }) => !isIn(kind)).map(({ amount }) => amount))
      return { currency, gross, refunds, net: gross + refunds, payments: paymentsIn(own) }
    })
}

function reportedOf(credits: Credit[]): Figures['reported'] {
  const gross = sum(credits.filter(({ kind }) => isIn(kind)).map(({ reported }) => reported ?? 0))
  const refunds = sum(credits.filter(({ kind }) => !isIn(kind)).map(({ reported }) => reported ?? 0))
  const without = credits.filter(({ reported }) => reported === null)
  return { gross, refunds, net: gross + refunds, unconverted: distinct(without.map(({ entry }) => entry)).length }
}

export function naiveVisits(world: World, { from, to, filters }: NaiveQuestion): MadeVisit[] {
  return world.visits.filter(
    (visit, index) =>
      visit.siteId === site.id &&
      dayIn(visit.at) >= from &&
      dayIn(visit.at) <= to &&
      filters.every((filter) => passes(filter, valuesOfVisit(world, filter, visit, `s_${index}`))),
  )
}

/** Visits have no currency; they are those of the payments that touched them. */
function valuesOfVisit(world: World, { dimension }: Filter, visit: MadeVisit, id: string): (string | null)[] {
  if (dimension !== 'currencies' && dimension !== 'purposes') return naiveDimensions[dimension].ofVisit(visit)
  return world.payments
    .filter((payment) => touchedVisits(world, payment).some((one) => one.id === id) && entriesOf(payment).length > 0)
    .flatMap((payment) => naiveDimensions[dimension].ofPayment(payment, visit, payment.at))
}

/** Shares of the entries, on the day that they are counted, with the visit they are credited to. */
export function naiveCredits(world: World, { from, to, mode, filters, model, refunds }: NaiveQuestion) {
  return world.payments
    .filter((payment) => payment.siteId === site.id && payment.mode === mode)
    .flatMap((payment) => {
      const bought = entriesOf(payment)
        .filter(({ kind }) => isIn(kind))
        .map(({ at }) => at)
      return creditsOf(world, payment, model).map((credit) => {
        const { kind, at } = credit.entry
        const purchase = refunds === 'purchase' && !isIn(kind) && bought.length > 0
        return {
          ...credit,
          payment,
          kind,
          at: purchase ? Math.min(...bought) : at,
          entry: `${kind} ${credit.number} ${world.payments.indexOf(payment)}`,
        }
      })
    })
    .filter(({ amount, at }) => amount !== 0 && dayIn(at) >= from && dayIn(at) <= to)
    .filter(({ payment, touched, at }) =>
      filters.every((filter) => {
        // A payment without a visit saw no page, not even none.
        const saw = filter.dimension !== 'pages' || touched
        return passes(
          filter,
          saw ? naiveDimensions[filter.dimension].ofPayment(payment, touched?.visit ?? null, at) : [],
        )
      }),
    )
}

function passes({ operator, values: wanted }: Filter, values: (string | null)[]): boolean {
  const contains = operator === 'contains' || operator === 'contains_not'
  const found = values.some((value) =>
    wanted.some((one) =>
      one === null || !contains ? value === one : value?.toLowerCase().includes(one.toLowerCase()),
    ),
  )
  return found === (operator === 'is' || operator === 'contains')
}

function reaches(visit: MadeVisit, goal: Exclude<Goal, { kind: 'payment' }>): boolean {
  return goal.kind === 'page' ? visit.pages.includes(goal.page) : eventsOf(visit).some(({ name }) => name === goal.name)
}

const isIn = (kind: string) => kind === 'charge' || kind === 'balance_applied'
export const isPaid = ({ status }: MadePayment) => status !== 'pending' && status !== 'failed'
