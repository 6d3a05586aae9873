// The same reports counted the slow way, from the world itself and without a database.
import type { Breakdown, Figures, Filter, Goal } from '@farthing/contract'
import type { Scope } from '../scope.ts'
import {
  dayIn,
  durationOf,
  entriesOf,
  entryPageOf,
  eventsOf,
  exitPageOf,
  type MadePayment,
  type MadeVisit,
  site,
  touchedVisit,
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

export type NaiveQuestion = Pick<Scope, 'from' | 'to' | 'mode' | 'filters' | 'goal' | 'refunds'>

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
const distinct = <T>(values: T[]) => [...new Set(values)]

/** Figures of one value of a dimension; `views` of a page are those of the page. */
export function naiveFigures(world: World, question: NaiveQuestion, by: NaiveDimension, key: string | null): Figures {
  const visits = naiveVisits(world, question).filter((visit) => by.ofVisit(visit).includes(key))
  const entries = naiveEntries(world, question).filter(({ payment, at }) =>
    by.ofPayment(payment, touchedVisit(world, payment)?.visit ?? null, at).includes(key),
  )
  const paid = distinct(
    entries.filter(({ kind, payment }) => isIn(kind) && isPaid(payment)).map(({ payment }) => payment),
  )
  const paying = distinct(paid.flatMap((payment) => touchedVisit(world, payment)?.id ?? []))
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
    payments: paid.length,
    conversions: converted,
    conversion: visits.length === 0 ? null : Math.min(1, converted / visits.length),
    revenue: revenueOf(entries),
  }
}

type Entry = ReturnType<typeof naiveEntries>[number]

function revenueOf(entries: Entry[]): Figures['revenue'] {
  return distinct(entries.map(({ payment }) => payment.currency))
    .sort((a, b) => (a === site.currency ? -1 : b === site.currency ? 1 : a < b ? -1 : 1))
    .map((currency) => {
      const own = entries.filter(({ payment }) => payment.currency === currency)
      const gross = sum(own.filter(({ kind }) => isIn(kind)).map(({ amount }) => amount))
      const refunds = sum(own.filter(({ kind }) => !isIn(kind)).map(({ amount }) => amount))
      const paid = own.filter(({ kind, payment }) => isIn(kind) && isPaid(payment)).map(({ payment }) => payment)
      return { currency, gross, refunds, net: gross + refunds, payments: distinct(paid).length }
    })
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
    .filter((payment) => touchedVisit(world, payment)?.id === id && entriesOf(payment).length > 0)
    .flatMap((payment) => naiveDimensions[dimension].ofPayment(payment, visit, payment.at))
}

function naiveEntries(world: World, { from, to, mode, filters, refunds }: NaiveQuestion) {
  return world.payments
    .filter((payment) => payment.siteId === site.id && payment.mode === mode)
    .flatMap((payment) => {
      const entries = entriesOf(payment)
      const bought = entries.filter(({ kind }) => isIn(kind)).map(({ at }) => at)
      return entries.map((entry) => {
        const purchase = refunds === 'purchase' && !isIn(entry.kind) && bought.length > 0
        return { ...entry, payment, at: purchase ? Math.min(...bought) : entry.at }
      })
    })
    .filter(({ at }) => dayIn(at) >= from && dayIn(at) <= to)
    .filter(({ payment, at }) => {
      const touched = touchedVisit(world, payment)?.visit ?? null
      return filters.every((filter) => {
        // A payment without a visit saw no page, not even none.
        const values =
          filter.dimension === 'pages' && !touched
            ? []
            : naiveDimensions[filter.dimension].ofPayment(payment, touched, at)
        return passes(filter, values)
      })
    })
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
