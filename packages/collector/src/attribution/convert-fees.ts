// What Stripe kept of a payment, in the site's currency: at the rates of the payment itself where Stripe's balance transactions lead
// back to it, else at the rate of the day; frozen as those of entries are, and never one to one.
import type { Fact, Fee } from '../ledger/fact.ts'
import { dayOf, type SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import type { PlacedEntry } from './credit-rows.ts'
import { chained, converted, type Rate } from './rate.ts'
import { freezeRate, frozenRates, publishedRate } from './rate-store.ts'
import { payoutRate } from './settlement.ts'

/** `none`: no fee is known. `unconverted`: for some of it there is no rate, and a part of a fee is no fee. */
export type SiteFee =
  | { kind: 'none' }
  | { kind: 'unconverted' }
  | { kind: 'converted'; amount: number; currency: string }

interface Paid {
  id: string
  paid_at: number
  /** One sum for each currency in which Stripe pays out. */
  fees: readonly Fee[]
}

/** `entries` as they were converted: their frozen rates are the payment's own. */
export async function convertFees(
  trx: Db,
  { id, paid_at, fees }: Paid,
  site: SiteRecord,
  entries: readonly PlacedEntry[],
  facts: readonly Fact[],
): Promise<SiteFee> {
  if (fees.length === 0) return { kind: 'none' }
  const into = site.currency
  const foreign = fees.some(({ currency }) => currency !== into)
  const frozen = foreign ? await frozenRates(trx, id, into) : []
  const known = { facts, into, frozen, day: dayOf(paid_at, site.timeZone), paidIn: paidIn(entries) }
  const amounts: number[] = []
  for (const { amount, currency } of fees) {
    if (currency === into) {
      amounts.push(amount)
      continue
    }
    const found = await rateOf(trx, currency, known)
    if (!found) continue
    const entry = keyOf(currency)
    const before = frozen.find((row) => row.entry === entry)
    if (found.rate !== before?.rate || found.origin !== before.origin)
      await freezeRate(trx, { payment_id: id, entry, currency: into, ...found })
    amounts.push(converted(amount, found.rate))
  }
  if (amounts.length < fees.length) return { kind: 'unconverted' }
  return { kind: 'converted', amount: amounts.reduce((sum, one) => sum + one, 0), currency: into }
}

const paidIn = (entries: readonly PlacedEntry[]): string | null =>
  entries.find(({ kind }) => kind === 'charge')?.currency ?? null

/** No entry is named so: the rate of the charge is kept as `charge`, and of others under an id of Stripe's. */
const keyOf = (currency: string): string => `fee:${currency}`

interface Found {
  rate: Rate
  /** `stripe`, `payment`, or a day. */
  origin: string
}

interface Known {
  facts: readonly Fact[]
  into: string
  frozen: readonly (Found & { entry: string })[]
  day: string
  paidIn: string | null
}

/** Stripe's rate is what the money really became; any other that was frozen stays, whatever is published later. */
async function rateOf(trx: Db, currency: string, { facts, into, frozen, day, paidIn }: Known): Promise<Found | null> {
  const stripe = payoutRate(currency, into, facts)
  if (stripe !== null) return { rate: stripe, origin: 'stripe' }
  const known = frozen.find((row) => row.entry === keyOf(currency))
  if (known) return { rate: known.rate, origin: known.origin }
  // By way of the money that it was kept of: a fee of three percent is three percent in the site's currency, too.
  const back = paidIn === null ? null : payoutRate(currency, paidIn, facts)
  const charge = frozen.find((row) => row.entry === 'charge')
  if (back !== null && charge) return { rate: chained(back, charge.rate), origin: charge.origin }
  const published = await publishedRate(trx, day, currency, into)
  return published && { rate: published.rate, origin: published.day }
}
