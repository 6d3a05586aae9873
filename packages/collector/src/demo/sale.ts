// How a visitor of the made-up month buys: what, through which of Stripe's doors, what the payment carries, and what comes back.
import type { Random } from './random.ts'
import { CLUB_PAGE, CURRENCY, type Good, goods, type Plan, plans } from './teahouse.ts'
import type { Stroll } from './visit.ts'

/** What is handed to Stripe with the payment. */
export type Carried =
  | { kind: 'reference' | 'metadata'; viewId: string }
  | { kind: 'stranger'; text: string }
  | { kind: 'nothing' }

interface Common {
  at: number
  email: string
  carried: Carried
  currency: 'eur' | 'usd' | 'gbp'
}

export type Sale = Common &
  (
    | { kind: 'link' | 'checkout' | 'intent' | 'invoice'; good: Good; reversal: Reversal | null }
    | { kind: 'subscription'; plan: Plan; ends: number | null }
  )

/** Money that goes back. */
export interface Reversal {
  at: number
  kind: 'whole' | 'part' | 'dispute'
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

type Kind = { kind: 'link' | 'checkout' | 'intent' | 'subscription' | 'silent' | 'stranger'; weight: number }
const kinds: readonly [Kind, ...Kind[]] = [
  { kind: 'link', weight: 40 },
  { kind: 'checkout', weight: 27 },
  { kind: 'subscription', weight: 18 },
  { kind: 'intent', weight: 7 },
  // Told by nothing but the way back to the shop.
  { kind: 'silent', weight: 5 },
  // The shop's own number stands where the id of the view should.
  { kind: 'stranger', weight: 3 },
]

/** Looks at what will be bought, pays, and comes back to the shop. `number` is the sale's own. */
export function buy(random: Random, who: Stroll, email: string, number: number): Sale {
  const { kind } = random.draw(kinds)
  if (kind === 'subscription') return subscribe(random, who, email, number)
  const good = random.draw(goods)
  who.look(good.page, random.between(30, 150))
  who.say('add_to_cart', { props: { product: good.name } })
  const viewId = who.look('/basket', random.between(15, 60))
  const currency = currencyFor(random, who)
  const sale: Sale = {
    kind: kind === 'silent' || kind === 'stranger' ? 'checkout' : kind,
    at: who.now(),
    email,
    good,
    currency,
    reversal: reversalOf(random, who.now()),
    carried: carriedBy(kind, viewId, number),
  }
  // Whose payment carries an order's number closes the window, and never comes back.
  if (kind !== 'stranger')
    comeBack(random, who, number, kind === 'intent' ? null : { amount: good.prices[currency], currency })
  return sale
}

function subscribe(random: Random, who: Stroll, email: string, number: number): Sale {
  const plan = random.draw(plans)
  const viewId = who.look(CLUB_PAGE, random.between(40, 160))
  who.say('club_chosen', { props: { plan: plan.name } })
  const at = who.now()
  comeBack(random, who, number, { amount: plan.price, currency: CURRENCY })
  return {
    ...{ kind: 'subscription', at, email, plan, currency: CURRENCY, carried: { kind: 'metadata', viewId } },
    ends: random.happens(0.12) ? at + random.between(6, 20) * DAY : null,
  }
}

function carriedBy(kind: Kind['kind'], viewId: string, number: number): Carried {
  if (kind === 'silent') return { kind: 'nothing' }
  if (kind === 'stranger') return { kind: 'stranger', text: `order-${10_400 + number}` }
  return { kind: kind === 'link' ? 'reference' : 'metadata', viewId }
}

/** After the page of Stripe; what was paid without leaving the shop leads to the same page, from the shop itself. */
function comeBack(
  random: Random,
  who: Stroll,
  number: number,
  revenue: { amount: number; currency: string } | null,
): void {
  who.look('/thanks', random.between(10, 40), revenue ? { referrer: 'https://checkout.stripe.com/', back: number } : {})
  who.say('purchase', revenue ? { revenue } : {})
}

function currencyFor(random: Random, { visitor }: Stroll): Sale['currency'] {
  const own = { US: 'usd', GB: 'gbp' } as const
  const { country } = visitor.place
  return (country === 'US' || country === 'GB') && random.happens(0.3) ? own[country] : CURRENCY
}

function reversalOf(random: Random, at: number): Reversal | null {
  const chance = random.next()
  if (chance < 0.05) return { kind: 'whole', at: at + random.between(20, 190) * HOUR }
  return chance < 0.11 ? { kind: 'part', at: at + random.between(20, 190) * HOUR } : null
}
