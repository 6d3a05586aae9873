// By which ways payments come, how many of each carry the id of a visit, and the lines that mend it.
import type { Finding } from '@farthing/contract'
import { fine, problem, warning } from './finding.ts'
import { type Path, remedies } from './remedies.ts'

/** One payment, by what it left behind. */
export interface PaidBy {
  hasCheckout: boolean
  viaPaymentLink: boolean
  hasInvoice: boolean
  hasSubscription: boolean
  carriesId: boolean
}

export interface Share {
  path: Path
  payments: number
  carrying: number
}

/** A subscription's first payment came through its checkout; what has none is a renewal, or was made by a server. */
export const pathOf = ({ hasCheckout, viaPaymentLink, hasInvoice, hasSubscription }: PaidBy): Path => {
  if (hasCheckout) return viaPaymentLink ? 'payment_link' : 'checkout'
  if (hasSubscription) return 'subscription'
  return hasInvoice ? 'invoice' : 'payment_intent'
}

export function sharesOf(payments: readonly PaidBy[]): Share[] {
  const shares = new Map<Path, Share>()
  for (const payment of payments) {
    const path = pathOf(payment)
    const share = shares.get(path) ?? { path, payments: 0, carrying: 0 }
    share.payments += 1
    share.carrying += payment.carriesId ? 1 : 0
    shares.set(path, share)
  }
  return [...shares.values()].sort((a, b) => b.payments - a.payments || (a.path < b.path ? -1 : 1))
}

const ENOUGH = 0.9
/** Fewer than this without an id may be chance: a link sent by mail, a test. */
const SOME = 3

export function pathFindings(shares: readonly Share[], siteId: string, origin: string | null): Finding[] {
  if (shares.length === 0)
    return [fine('payments')('paths', 'No payment in the last 30 days, so nothing to say about how they come.')]
  return shares.map(({ path, payments, carrying }) => {
    const percent = Math.round((100 * carrying) / payments)
    const { name, todo, snippet } = remedies[path]
    const sentence = `${carrying} of ${payments} ${payments === 1 ? 'payment' : 'payments'} by ${name} in the last 30 days ${payments === 1 ? 'carries' : 'carry'} the id of a visit (${percent} %).`
    if (carrying / payments >= ENOUGH) return fine('payments')(`path:${path}`, sentence)
    const say = carrying === 0 && payments >= SOME ? problem : warning
    return say('payments')(`path:${path}`, sentence, todo, snippet(siteId, origin))
  })
}
