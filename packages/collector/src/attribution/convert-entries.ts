// What a payment's entries are in the site's currency: at Stripe's own rate where it is told, else at the rate of the day, which is
// frozen with the entry; never one to one.
import type { Entry } from '../ledger/entry.ts'
import type { Fact } from '../ledger/fact.ts'
import { dayOf, type SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { inOrder, type PlacedEntry } from './credit-rows.ts'
import { converted, type Rate } from './rate.ts'
import { freezeRate, frozenRates, publishedRate } from './rate-store.ts'
import { chargeRate, settledRate } from './settlement.ts'

interface Found {
  rate: Rate
  /** `stripe`, `payment`, or a day. */
  origin: string
}

/** The charge's id changes with the payment's name; a frozen rate must not be lost by that. */
const rateKeyOf = ({ id, kind }: Pick<Entry, 'id' | 'kind'>): string => (kind === 'charge' ? kind : id)

export async function convertEntries(
  trx: Db,
  paymentId: string,
  site: SiteRecord,
  entries: readonly (Entry & Pick<PlacedEntry, 'lines'>)[],
  facts: readonly Fact[],
): Promise<PlacedEntry[]> {
  const into = site.currency
  const foreign = entries.some(({ currency }) => currency !== into)
  const frozen = foreign ? await frozenRates(trx, paymentId, into) : []
  const sums = new Map<Rate, number>()
  const placed: PlacedEntry[] = []
  for (const entry of inOrder(entries)) {
    const day = dayOf(entry.at, site.timeZone)
    if (entry.currency === into) {
      placed.push({ ...entry, day, reported: { amount: entry.amount, currency: into } })
      continue
    }
    const known = frozen.find((row) => row.entry === rateKeyOf(entry))
    const found = await rateOf(trx, entry, { facts, into, day, known: known ?? null })
    if (found && (found.rate !== known?.rate || found.origin !== known.origin))
      await freezeRate(trx, { payment_id: paymentId, entry: rateKeyOf(entry), currency: into, ...found })
    placed.push({
      ...entry,
      day,
      reported: found && { amount: nextOf(sums, entry.amount, found.rate), currency: into },
    })
  }
  return placed
}

/** Sum by sum at the same rate, so that what is given back in parts leaves no cent behind. */
function nextOf(sums: Map<Rate, number>, amount: number, rate: Rate): number {
  const before = sums.get(rate) ?? 0
  sums.set(rate, before + amount)
  const part = converted(before + amount, rate) - converted(before, rate)
  return part === 0 ? 0 : part
}

interface Known {
  facts: readonly Fact[]
  into: string
  day: string
  known: Found | null
}

/** Stripe's rate is the money that really came; any other that was frozen stays, whatever is published later. */
async function rateOf(trx: Db, entry: Entry, { facts, into, day, known }: Known): Promise<Found | null> {
  const stripe = settledRate(entry, facts, into)
  if (stripe !== null) return { rate: stripe, origin: 'stripe' }
  if (known) return { rate: known.rate, origin: known.origin }
  const published = await publishedRate(trx, day, entry.currency, into)
  if (published) return { rate: published.rate, origin: published.day }
  const ofPayment = chargeRate(entry.currency, facts, into)
  return ofPayment === null ? null : { rate: ofPayment, origin: 'payment' }
}
