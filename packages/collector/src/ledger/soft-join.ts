// Which components are one payment although no id says so: since basil an invoice's webhook and its charge's webhook may share
// none (STRIPE.md 1.3, 5). Joined only where exactly one candidate fits; a second one takes them apart again.
import type { Fact } from './fact.ts'

export type JoinGrade = 'reference' | 'heuristic'

export interface Joined {
  facts: Fact[]
  /** Null: linked by ids alone. */
  grade: JoinGrade | null
  /** Several candidates fit: left apart, and shown. */
  ambiguous: boolean
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What Stripe cut its reference to in 2025. */
const CUT = 25

type Half = 'bill' | 'money' | null

/** A bill says what was paid and not by which money; money does not say for what. */
function halfOf(facts: Fact[]): Half {
  const hasMoney = facts.some((fact) => fact.kind === 'payment_intent' || fact.kind === 'charge')
  const hasBill = facts.some((fact) => isBill(fact) && fact.paid > fact.outside)
  const namesMoney = facts.some((fact) => fact.links.some((link) => /^(pi|ch|py)_/.test(link)))
  if (hasBill && !hasMoney && !namesMoney) return 'bill'
  return hasMoney && !facts.some(isBill) && facts.some((fact) => fact.paid > 0) ? 'money' : null
}

const isBill = ({ kind }: Fact) => kind === 'invoice' || kind === 'invoice_payment' || kind === 'checkout_session'

/** Takes all components of one customer; gives them back with those joined that belong together. */
export function softJoin(components: Fact[][]): Joined[] {
  const sessions = pairs(components.filter(isLoneSession), components.filter(hasInvoice), paysFirstInvoice)
  const matched = new Set(sessions.matches.flatMap(({ bill, payer }) => [bill, payer]))
  const whole = sessions.matches.map(({ bill, payer }) => join(bill, payer, 'reference'))
  const rest = joinHalves([...components.filter((facts) => !matched.has(facts)), ...whole.map(({ facts }) => facts)])
  return rest.map((joined) => ({
    ...joined,
    grade: joined.grade ?? (whole.some(({ facts }) => facts === joined.facts) ? 'reference' : null),
  }))
}

/** A session of the time before 2022 names the subscription that it began, and not the invoice that it paid. */
const isLoneSession = (facts: Fact[]): boolean =>
  facts.every((fact) => fact.kind === 'checkout_session' && fact.subscription !== null && fact.links.length === 0)

const hasInvoice = (facts: Fact[]): boolean => facts.some((fact) => fact.kind === 'invoice')

const paysFirstInvoice: Test = ([session], others) =>
  others.some(
    (invoice) =>
      invoice.kind === 'invoice' &&
      invoice.subscription === session?.subscription &&
      (invoice.billingReason === null || invoice.billingReason === 'subscription_create') &&
      invoice.paid - invoice.outside === session?.paid &&
      isInTime(session, invoice.finalizedAt ?? invoice.createdAt ?? 0),
  )

function joinHalves(components: Fact[][]): Joined[] {
  const bills = components.filter((facts) => halfOf(facts) === 'bill')
  const money = components.filter((facts) => halfOf(facts) === 'money')
  const byReference = pairs(bills, money, refersTo)
  const taken = new Set(byReference.matches.flatMap(({ bill, payer }) => [bill, payer]))
  const free = (facts: Fact[]) => !taken.has(facts)
  const byFit = pairs(bills.filter(free), money.filter(free), fits)

  const joined = [
    ...byReference.matches.map(({ bill, payer }) => join(bill, payer, 'reference')),
    ...byFit.matches.map(({ bill, payer }) => join(bill, payer, 'heuristic')),
  ]
  const used = new Set([...byReference.matches, ...byFit.matches].flatMap(({ bill, payer }) => [bill, payer]))
  const apart = components
    .filter((facts) => !used.has(facts))
    .map((facts) => ({ facts, grade: null, ambiguous: byFit.ambiguous.has(facts) }))
  return [...joined, ...apart]
}

type Test = (bill: Fact[], payer: Fact[]) => boolean

/** Only where each is the other's one candidate. */
function pairs(bills: Fact[][], money: Fact[][], test: Test) {
  const matches: { bill: Fact[]; payer: Fact[] }[] = []
  const ambiguous = new Set<Fact[]>()
  for (const bill of bills) {
    const payers = money.filter((payer) => test(bill, payer))
    const [payer] = payers
    if (!payer) continue
    const rivals = bills.filter((other) => test(other, payer))
    if (payers.length === 1 && rivals.length === 1) matches.push({ bill, payer })
    else for (const one of [bill, ...payers]) ambiguous.add(one)
  }
  return { matches, ambiguous }
}

const join = (bill: Fact[], payer: Fact[], grade: JoinGrade): Joined => ({
  facts: [...bill, ...payer].sort((a, b) => (a.id < b.id ? -1 : 1)),
  grade,
  ambiguous: false,
})

/** The PaymentIntent names the invoice or session, perhaps cut to 25 characters. */
const refersTo: Test = (bill, payer) =>
  payer.some(({ orderReference }) =>
    bill.some(({ id }) => orderReference === id || (orderReference?.length === CUT && id.startsWith(orderReference))),
  )

/** Same money at the right time, and a sign that an invoice or a checkout was paid with it. */
const fits: Test = (bill, payer) => {
  const wanted = largest(bill)
  const given = largest(payer)
  if (wanted.paid - wanted.outside !== given.paid || wanted.currency !== given.currency) return false
  if (!payer.some((fact) => fact.billedBy === 'invoice')) return false
  const made = Math.min(...payer.map((fact) => fact.createdAt ?? Number.POSITIVE_INFINITY))
  return bill.some((fact) => isInTime(fact, made))
}

const largest = (facts: Fact[]): Fact => facts.reduce((most, fact) => (fact.paid > most.paid ? fact : most))

function isInTime(bill: Fact, made: number): boolean {
  if (bill.kind === 'checkout_session')
    return within(made, bill.createdAt, bill.expiresAt ?? (bill.createdAt ?? 0) + 24 * HOUR)
  if (bill.kind !== 'invoice') return false
  const from = bill.finalizedAt ?? bill.createdAt
  const until = bill.settledAt ?? bill.shownAt
  return within(made, from === null ? null : from - 2 * MINUTE, until === null ? null : until + HOUR)
}

const within = (time: number, from: number | null, until: number | null): boolean =>
  from !== null && until !== null && time >= from && time <= until
