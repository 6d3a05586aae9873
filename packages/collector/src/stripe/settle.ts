// The conductor of money: delivery → facts → payments and entries → attribution → handled, in one transaction.
import { attributeChanged } from '../attribution/attribute.ts'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import type { Fact } from '../ledger/fact.ts'
import { post } from '../ledger/post.ts'
import { allSites } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { uniteByCharges } from './account.ts'
import { normalise } from './normalise/index.ts'
import { at, textIn, timeIn } from './normalise/read.ts'
import { confirmReturns, type Delivery, type DeliveryKey, markHandled, takeUnhandled } from './store.ts'

/** Does nothing when another collector was faster. Throws what went wrong; the caller postpones. */
export const settle = (storage: Storage, key: DeliveryKey, now: number): Promise<void> =>
  storage.write(async (trx) => {
    await takeTurn(trx, 'ledger')
    const delivery = await takeUnhandled(trx, key)
    if (!delivery) return
    const facts = factsIn(delivery)
    const account = await uniteByCharges(trx, delivery.connection, facts, now)
    const changed = await post(trx, account, facts)
    await attributeChanged(trx, { account, payments: changed, facts, now })
    await confirmPaid(trx, facts, delivery.connection)
    await markHandled(trx, key, now, outcomeOf(delivery, facts, changed))
  })

export function factsIn({ body, door, connection, mode, type }: Delivery): Fact[] {
  const received: unknown = JSON.parse(body)
  const isEvent = at(received, 'object') === 'event'
  // A platform's endpoint may hear of its connected accounts' sales, too: they are not the platform's.
  if (isEvent && textIn(at(received, 'account'))) return []
  const object = isEvent ? at(received, 'data', 'object') : received
  return normalise(object, {
    mode,
    via: connection,
    door,
    eventAt: isEvent ? timeIn(at(received, 'created')) : null,
    eventType: isEvent ? type : null,
  })
}

/** Any door may bring the proof that a redirect was waiting for. */
export async function confirmPaid(trx: Db, facts: Fact[], connection: string): Promise<void> {
  const paid = facts.filter((fact) => fact.kind === 'checkout_session' && fact.state === 'succeeded')
  if (paid.length === 0) return
  const siteIds = connection === ENVIRONMENT ? (await allSites(trx)).map((site) => site.id) : [connection]
  for (const { id } of paid) await confirmReturns(trx, id, siteIds)
}

export const outcomeOf = (delivery: Delivery, facts: Fact[], payments: string[]): string => {
  if (facts.length === 0) return `${delivery.type} says nothing about money of this account: kept, not counted.`
  return payments.length === 0 ? 'Facts kept; no payment yet.' : `Payment ${payments.join(', ')}.`
}
