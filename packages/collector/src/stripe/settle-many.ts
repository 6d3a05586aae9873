// Settles several deliveries in one transaction: their facts are posted together, so that what they share is projected once.
// The result is the same as one by one (ADR 3): nothing is decided by arrival.
import { attributeChanged } from '../attribution/attribute.ts'
import type { Fact } from '../ledger/fact.ts'
import { post } from '../ledger/post.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { accountOf, uniteByCharges } from './account.ts'
import { noteQuestions } from './question.ts'
import { revenueFacts } from './revenue.ts'
import { confirmPaid, factsIn, outcomeOf } from './settle.ts'
import { paymentsByObject } from './settle-store.ts'
import { type Delivery, type DeliveryKey, markHandled, takeUnhandledMany } from './store.ts'

/** What a delivery says, whichever door it came by. */
export const factsOf = (delivery: Delivery): Fact[] =>
  delivery.door === 'api' ? revenueFacts(delivery) : factsIn(delivery)

/**
 * Skips what another collector has settled. Throws what went wrong; nothing of the batch is settled then.
 * Answers how many milliseconds the work took, without the waiting for a turn and for the disk.
 */
export const settleMany = (storage: Storage, keys: DeliveryKey[], now: number): Promise<number> =>
  storage.write(async (trx) => {
    await takeTurn(trx, 'ledger')
    const began = performance.now()
    const deliveries = await takeUnhandledMany(trx, keys)
    for (const ofAccount of (await byAccount(trx, deliveries)).values()) await settleAll(trx, ofAccount, now)
    return performance.now() - began
  })

/** All of one account. */
async function settleAll(trx: Db, deliveries: Delivery[], now: number): Promise<void> {
  const told = deliveries.map((delivery) => ({ delivery, facts: factsOf(delivery) }))
  const facts = told.flatMap((one) => one.facts)
  const account = await uniteByCharges(trx, deliveries[0]?.connection ?? '', facts, now)
  const changed = await post(trx, account, facts)
  await attributeChanged(trx, { account, payments: changed, facts, now })
  const payments = await paymentsByObject(trx, account, [...new Set(facts.map(({ id }) => id))])
  for (const { delivery, facts: own } of told) {
    await confirmPaid(trx, own, delivery.connection)
    const ofDelivery = [...new Set(own.flatMap(({ id }) => payments.get(id) ?? []))].sort()
    await markHandled(trx, delivery, now, outcomeOf(delivery, own, ofDelivery))
  }
  const live = deliveries.some(({ id }) => id.startsWith('evt_'))
  await noteQuestions(trx, { account, payments: changed, live, now })
}

/** Connections that are one account are settled as one. */
async function byAccount<One extends { connection: string }>(db: Db, all: One[]): Promise<Map<string, One[]>> {
  const groups = new Map<string, One[]>()
  for (const connection of new Set(all.map((one) => one.connection))) {
    const account = await accountOf(db, connection)
    const own = all.filter((one) => one.connection === connection)
    groups.set(account, [...(groups.get(account) ?? []), ...own])
  }
  return groups
}
