// The same reports counted the slow way, from the world itself and without a database.
import {
  type Breakdown,
  type Dimension,
  type Figures,
  type Filter,
  type Goal,
  isProp,
  isVariant,
  type Lifetime,
} from '@farthing/contract'
import type { Scope } from '../scope.ts'
import {
  creditsOf,
  dayIn,
  durationOf,
  entriesOf,
  entryPageOf,
  eventsOf,
  exitPageOf,
  feeOf,
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
  ofPayment: (payment: MadePayment, touched: MadeVisit | null, at: number, bought: Bought) => (string | null)[]
}

type Bought = Pick<MadePayment['goods'][number], 'product' | 'price'>

const ofVisit = (read: (visit: MadeVisit) => string | null): NaiveDimension => ({
  ofVisit: (visit) => [read(visit)],
  ofPayment: (_, touched) => [touched && read(touched)],
})
const ofPayment = (read: (payment: MadePayment, bought: Bought) => string | null): NaiveDimension => ({
  ofVisit: () => [],
  ofPayment: (payment, _, __, bought) => [read(payment, bought)],
})

/** What was said of a property in a visit: a payment without one is at no value of it. */
const propsOf = (name: string): NaiveDimension => {
  const values = (visit: MadeVisit) =>
    distinct(visit.events.flatMap(({ props }) => (props[name] === undefined ? [] : [String(props[name])])))
  return { ofVisit: values, ofPayment: (_, touched) => (touched ? values(touched) : []) }
}

export function naiveDimension(dimension: Dimension): NaiveDimension {
  if (isProp(dimension)) return propsOf(dimension.slice('props/'.length))
  if (!isVariant(dimension)) return naiveDimensions[dimension]
  return ofVisit(({ sides }) => sides[dimension.slice('variants/'.length)] ?? null)
}

const naiveDimensions: Record<Breakdown, NaiveDimension> = {
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
  products: ofPayment((_, { product }) => product),
  prices: ofPayment((_, { price }) => price),
  plans: ofPayment(({ isPlan }, { price }) => (isPlan ? price : null)),
}

export type NaiveQuestion = Pick<Scope, 'from' | 'to' | 'mode' | 'filters' | 'goal' | 'model' | 'refunds'>

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
const distinct = <T>(values: T[]) => [...new Set(values)]

/** Figures of one value of a dimension; `views` of a page are those of the page, those of a property where it was said. */
export function naiveFigures(
  world: World,
  question: NaiveQuestion,
  by: Dimension | NaiveDimension,
  key: string | null,
): Figures {
  const dimension = typeof by === 'string' ? naiveDimension(by) : by
  const visits = naiveVisits(world, question).filter((visit) => dimension.ofVisit(visit).includes(key))
  const credits = naiveCredits(world, question).filter((credit) => valuesOf(dimension, credit).includes(key))
  const { goal } = question
  const wanted = credits.filter(({ product }) => goal.kind !== 'product' || product === goal.product)
  const paying = distinct(wanted.filter(isPaying).flatMap(({ touched }) => touched?.id ?? []))
  const converted =
    goal.kind === 'payment' || goal.kind === 'product'
      ? paying.length
      : visits.filter((visit) => reaches(visit, goal)).length
  const visitors = distinct(visits.map(visitorIdOf)).length
  const payments = paymentsIn(credits)
  const reported = reportedOf(credits)
  return {
    visitors,
    visits: visits.length,
    views: sum(visits.map((visit) => viewsAt(visit, by, key))),
    bounces: visits.filter(({ pages }) => pages.length === 1).length,
    durationMs: sum(visits.map(durationOf)),
    payments,
    conversions: converted,
    conversion: visits.length === 0 ? null : Math.min(1, converted / visits.length),
    revenue: revenueOf(credits),
    reported: {
      ...reported,
      perVisitor: visitors === 0 ? null : reported.net / visitors,
      perPayment: payments === 0 ? null : reported.gross / payments,
    },
  }
}

const valuesOf = (dimension: NaiveDimension, { payment, touched, at, product, price }: Credit) =>
  dimension.ofPayment(payment, touched?.visit ?? null, at, { product, price })

function viewsAt(visit: MadeVisit, by: Dimension | NaiveDimension, key: string | null): number {
  if (by === 'pages') return visit.pages.filter((page) => page === key).length
  if (typeof by !== 'string' || !isProp(by)) return visit.pages.length
  const name = by.slice('props/'.length)
  return distinct(eventsOf(visit).flatMap(({ props, view }) => (String(props[name]) === key ? [view] : []))).length
}

/** What pages said was sold, in the visits of one value. */
export function naiveClient(world: World, question: NaiveQuestion, by: Dimension, key: string | null) {
  const dimension = naiveDimension(by)
  const visits = naiveVisits(world, question).filter((visit) => dimension.ofVisit(visit).includes(key))
  const events = visits.flatMap((visit) =>
    eventsOf(visit).flatMap((event) => (isAt(visit, event, by, key) ? event : [])),
  )
  const sold = events.flatMap(({ revenue }) => revenue ?? [])
  return distinct(sold.map(({ currency }) => currency))
    .sort()
    .map((currency) => {
      const own = sold.filter((one) => one.currency === currency)
      return { currency, events: own.length, amount: sum(own.map(({ amount }) => amount)) }
    })
}

/** Whether an event was said on a page, or on a view with a property, of this value. */
function isAt(
  visit: MadeVisit,
  event: ReturnType<typeof eventsOf>[number],
  by: Dimension,
  key: string | null,
): boolean {
  if (by === 'pages') return visit.pages[event.view] === key
  if (!isProp(by)) return true
  const name = by.slice('props/'.length)
  return eventsOf(visit).some(({ view, props }) => view === event.view && String(props[name]) === key)
}

/** All that customers ever paid whose first known visit lies in the range and has this value. */
export function naiveLifetime(world: World, question: NaiveQuestion, by: Breakdown, key: string | null): Lifetime {
  const ever = { ...question, from: '0000', to: '9999', filters: [], model: 'last' as const }
  const all = naiveCredits(world, ever)
  const customerOf = (payment: MadePayment) => payment.customer ?? `guest ${world.payments.indexOf(payment)}`
  const own = Map.groupBy(
    world.payments.filter(({ siteId, mode }) => siteId === site.id && mode === question.mode),
    customerOf,
  )
  const chosen = new Set(naiveVisits(world, question))
  const acquired = [...own].filter(([customer, payments]) => {
    const steps = payments.flatMap((payment) => touchedVisits(world, payment))
    const [first] = steps.sort((a, b) => a.visit.at - b.visit.at || (a.id > b.id ? -1 : 1))
    const paid = all.some(({ payment, kind }) => customerOf(payment) === customer && isIn(kind))
    return first && paid && chosen.has(first.visit) && naiveDimension(by).ofVisit(first.visit).includes(key)
  })
  const customers = new Set(acquired.map(([customer]) => customer))
  const credits = all.filter(({ payment }) => customers.has(customerOf(payment)))
  const { net, unconverted } = reportedOf(credits)
  return {
    customers: customers.size,
    net,
    unconverted,
    perCustomer: customers.size === 0 ? null : net / customers.size,
  }
}

type Credit = Omit<ReturnType<typeof creditsOf>[number], 'entry'> & {
  entry: string
  payment: MadePayment
  kind: string
  at: number
}

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

function reportedOf(credits: Credit[]) {
  const gross = sum(credits.filter(({ kind }) => isIn(kind)).map(({ reported }) => reported ?? 0))
  const refunds = sum(credits.filter(({ kind }) => !isIn(kind)).map(({ reported }) => reported ?? 0))
  const without = credits.filter(({ reported }) => reported === null)
  const withFee = credits.filter(({ fee }) => fee !== null)
  return {
    gross,
    refunds,
    net: gross + refunds,
    unconverted: distinct(without.map(({ entry }) => entry)).length,
    fees: sum(withFee.map(({ fee }) => fee ?? 0)),
    feesOf: distinct(withFee.map(({ payment }) => payment)).length,
    feesUnconverted: distinct(
      credits
        .filter(({ kind, payment }) => isIn(kind) && payment.fee !== null && feeOf(payment) === null)
        .map(({ payment }) => payment),
    ).length,
  }
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
  if (!ofMoney.has(dimension)) return orNone(dimension, naiveDimension(dimension).ofVisit(visit))
  return world.payments
    .filter((payment) => touchedVisits(world, payment).some((one) => one.id === id) && entriesOf(payment).length > 0)
    .flatMap((payment) =>
      payment.goods.flatMap((bought) => naiveDimension(dimension).ofPayment(payment, visit, payment.at, bought)),
    )
}

const ofMoney = new Set<Dimension>(['currencies', 'purposes', 'products', 'prices', 'plans'])

/** A property that was not said is none; every visit saw a page. */
const orNone = (dimension: Dimension, values: (string | null)[]) =>
  isProp(dimension) && values.length === 0 ? [null] : values

/** Shares of the entries, on the day that they are counted, with the visit they are credited to. */
export function naiveCredits(world: World, { from, to, mode, filters, model, refunds }: NaiveQuestion): Credit[] {
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
    .filter((credit) =>
      filters.every((filter) => {
        const { dimension } = filter
        // A payment without a visit saw no page, not even none.
        if (dimension === 'pages' && !credit.touched) return passes(filter, [])
        return passes(filter, orNone(dimension, valuesOf(naiveDimension(dimension), credit)))
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

function reaches(visit: MadeVisit, goal: Extract<Goal, { kind: 'page' | 'event' }>): boolean {
  return goal.kind === 'page' ? visit.pages.includes(goal.page) : eventsOf(visit).some(({ name }) => name === goal.name)
}

const isIn = (kind: string) => kind === 'charge' || kind === 'balance_applied'
export const isPaid = ({ status }: MadePayment) => status !== 'pending' && status !== 'failed'
