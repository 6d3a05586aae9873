// The made-up month: who comes when and by which way, and who buys. The same seed and day give the same month.
import { addDays, dayOf, startOfDay } from '../sites/site.ts'
import { type Way, ways } from './arrivals.ts'
import { type Random, randomFrom } from './random.ts'
import { buy, type Sale } from './sale.ts'
import { CURRENCY, goods, hours, plans, TIME_ZONE, weekdays } from './teahouse.ts'
import { lookAround, newVisitor, stroll, type Visit } from './visit.ts'

export interface Month {
  /** The first moment of its first day. */
  from: number
  visits: Visit[]
  /** A message's `back` is a number in this list. */
  sales: Sale[]
}

export interface Wish {
  seed: number
  now: number
  days: number
  visitsPerDay: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Of visits that stay; a way's own `buys` comes on top. */
const BUYS = 0.024
const KNOWN_PER_DAY = 1.6
const CALLS = 0.2

export function planMonth(wish: Wish): Month {
  const random = randomFrom(wish.seed)
  const first = addDays(dayOf(wish.now, TIME_ZONE), 1 - wish.days)
  const month: Month = { from: startOfDay(first, TIME_ZONE), visits: [], sales: earlierMembers(random, first) }
  for (let day = 0; day < wish.days; day++) {
    const plan = { random, month, wish, day, start: startOfDay(addDays(first, day), TIME_ZONE) }
    for (const way of waysOf(plan)) passBy(plan, way)
    for (let left = KNOWN_PER_DAY; left > 0; left--) if (random.happens(left)) knownPayer(plan)
    if (random.happens(CALLS)) orderByPhone(plan)
  }
  dispute(month.sales, month.from + (wish.days * DAY) / 4)
  return month
}

/** One buyer turns to the bank. */
function dispute(sales: Sale[], from: number): void {
  const one = sales.find((sale) => sale.at > from && sale.currency === CURRENCY && /^(link|checkout)$/.test(sale.kind))
  if (one && one.kind !== 'subscription' && one.kind !== 'invoice')
    one.reversal = { kind: 'dispute', at: one.at + 4 * DAY }
}

interface OfDay {
  random: Random
  month: Month
  wish: Wish
  /** From 0. */
  day: number
  start: number
}

/** One for each visit of the day. Business grows a little, weekdays differ, and no day is like another. */
function waysOf({ random, wish, day, start }: OfDay): Way[] {
  const weekday = weekdays[(new Date(start + DAY / 2).getUTCDay() + 6) % 7] ?? 1
  const share =
    (wish.visitsPerDay * weekday * (0.88 + 0.24 * (day / wish.days)) * (0.92 + random.next() * 0.16)) / USUAL
  return ways.flatMap((way) => {
    const [from, length] = way.days ?? [0, wish.days]
    if (day < from || day >= from + length) return []
    const many = way.weight * share
    return Array.from({ length: Math.floor(many) + (random.happens(many % 1) ? 1 : 0) }, () => way)
  })
}

const USUAL = ways.filter(({ days }) => days === undefined).reduce((sum, { weight }) => sum + weight, 0)
const dayHours = hours.map((weight, hour) => ({ hour, weight }))
const [midnight = { hour: 0, weight: 1 }, ...laterHours] = dayHours

const momentOf = ({ random, start }: OfDay): number =>
  start + random.draw([midnight, ...laterHours]).hour * HOUR + random.between(0, HOUR - 1)

function passBy(plan: OfDay, way: Way): void {
  const { random, month, wish } = plan
  const who = stroll(random, newVisitor(random), momentOf(plan))
  const buys = random.happens(BUYS * way.buys)
  lookAround(random, who, way.arrive(random), buys)
  const sale = buys ? buy(random, who, emailOf(random), month.sales.length) : null
  keep(month, wish.now, [who.visit], sale)
}

/** Reads, leaves an address, comes back by other ways, and mostly buys at last: a journey. */
function knownPayer(plan: OfDay): void {
  const { random, month, wish } = plan
  const visitor = newVisitor(random)
  const email = emailOf(random)
  const visits: Visit[] = []
  let at = momentOf(plan)
  let sale: Sale | null = null
  for (let left = random.between(2, 4); left > 0 && at < wish.now; left--) {
    const who = stroll(random, visitor, at)
    lookAround(random, who, random.draw(ways).arrive(random), true)
    who.identify(email)
    if (left === 1 && random.happens(0.7)) sale = buy(random, who, email, month.sales.length)
    visits.push(who.visit)
    at += random.between(20, 110) * HOUR
  }
  // Some never come to the checkout, and are sent an invoice.
  if (sale === null && random.happens(0.5)) sale = { ...byInvoice(random, at), email }
  keep(month, wish.now, visits, sale)
}

/** Nothing leads from such a payment to a visit. */
function orderByPhone(plan: OfDay): void {
  const sale = byInvoice(plan.random, momentOf(plan))
  keep(plan.month, plan.wish.now, [], sale)
}

const byInvoice = (random: Random, at: number): Sale => ({
  ...{ kind: 'invoice', at, email: emailOf(random), good: random.draw(goods), currency: CURRENCY },
  ...{ carried: { kind: 'nothing' }, reversal: null },
})

const clubs = plans.filter(({ every }) => every === 'month')

/** Who belonged to the club before anybody measured: their renewals are of this month. */
const earlierMembers = (random: Random, first: string): Sale[] =>
  Array.from({ length: 9 }, (_, member) => ({
    ...{
      kind: 'subscription' as const,
      email: emailOf(random),
      plan: random.pick([clubs[0] ?? plans[0], ...clubs]),
      currency: CURRENCY,
    },
    ...{ at: startOfDay(first, TIME_ZONE) - (29 - 3 * member) * DAY + random.between(8, 20) * HOUR },
    ...{ carried: { kind: 'nothing' as const }, ends: null },
  }))

const emailOf = (random: Random): string => `${random.text(7).toLowerCase()}@customers.example`

/** Nobody has seen the future: what would happen after now has not. */
function keep(month: Month, now: number, visits: Visit[], sale: Sale | null): void {
  const happened = sale !== null && sale.at < now ? sale : null
  if (happened) month.sales.push(happened)
  for (const { visitor, messages } of visits) {
    const past = messages.filter(({ at, back }) => at < now && (back === undefined || happened !== null))
    if (past.length > 0) month.visits.push({ visitor, messages: past })
  }
}
