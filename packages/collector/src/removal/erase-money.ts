// Deletes the money's side of a removed site: whole accounts that were its alone, and its part of those that others go on with.
import { attribute } from '../attribution/attribute.ts'
import { placeMovements } from '../attribution/bind-subscription.ts'
import { namesIn } from '../attribution/clues.ts'
import { disownedAmong, noteDisowned } from '../attribution/disowned-store.ts'
import { paymentsOfSite } from '../attribution/due-store.ts'
import { changeDelivery } from '../privacy/money-store.ts'
import { withoutNames } from '../privacy/without-names.ts'
import type { Db } from '../storage/schema.ts'
import { settledAfter } from '../stripe/replay-store.ts'
import { factsOf } from '../stripe/settle-many.ts'
import type { Delivery, DeliveryKey } from '../stripe/store.ts'
import { type Account, accountsOf } from './accounts.ts'
import { dropPayments, forgetConnection, handDeliveries, movedSubscriptions } from './money-store.ts'
import { type Pieces, piecewise } from './pieces.ts'
import { dropRows, noteReadUntil, type RemovedSite } from './store.ts'
import { rowsThatGo } from './tables.ts'

const ROWS_AT_ONCE = 500
const PAYMENTS_AT_ONCE = 20
const DELIVERIES_AT_ONCE = 100

/** `onPayments`: so many are gone. */
export async function eraseMoney(
  pieces: Pieces,
  site: RemovedSite,
  now: number,
  onPayments: (count: number) => void,
): Promise<void> {
  const accounts = await accountsOf(pieces.storage.read, site)
  const [shared, own] = [accounts.filter(isShared), accounts.filter((account) => !isShared(account))]
  for (const account of own) await eraseAccount(pieces, account, onPayments)
  for (const { heir } of shared) await leaveAccount(pieces, site, heir)
  await disownPayments(pieces, site.id, now, onPayments)
  const readUntil: ReadUntil = site.read_until === null ? {} : JSON.parse(site.read_until)
  for (const account of shared) await takeOutNames(pieces, site, account, readUntil)
  await pieces.storage.write((trx) => forgetConnection(trx, site.id))
}

type Shared = Account & { heir: string }

const isShared = (account: Account): account is Shared => account.heir !== null

/** What was told first: what is being settled meanwhile finds nothing more to tell. */
async function eraseAccount(
  pieces: Pieces,
  { name, connections }: Account,
  onPayments: (count: number) => void,
): Promise<void> {
  for (const connection of connections) await eraseConnection(pieces, connection)
  await piecewise(pieces, 'ledger', (trx) => dropPayments(trx, name, PAYMENTS_AT_ONCE), onPayments)
  // The second is where a replay that was under way had gathered facts (stripe/replay.ts).
  for (const rows of rowsThatGo('with its account'))
    for (const account of [name, `replay of ${name}`])
      await piecewise(pieces, 'ledger', (trx) => dropRows(trx, rows, account, ROWS_AT_ONCE))
}

async function eraseConnection(pieces: Pieces, connection: string): Promise<void> {
  for (const rows of rowsThatGo('with its connection'))
    await piecewise(pieces, 'ledger', (trx) => dropRows(trx, rows, connection, ROWS_AT_ONCE))
}

/** The ledger of those who stay is built from what this site was told as well. */
async function leaveAccount(pieces: Pieces, { id }: RemovedSite, heir: string): Promise<void> {
  await piecewise(pieces, 'ledger', (trx) => handDeliveries(trx, id, heir, DELIVERIES_AT_ONCE))
  await eraseConnection(pieces, id)
}

/** Payments that others would inherit: they are nobody's from now on (attribution/disown.ts). */
async function disownPayments(
  pieces: Pieces,
  siteId: string,
  now: number,
  onPayments: (count: number) => void,
): Promise<void> {
  const somePayments = async (trx: Db) => {
    const some = await paymentsOfSite(trx, siteId, '', PAYMENTS_AT_ONCE)
    await attribute(trx, some, now)
    return some.length
  }
  const someSubscriptions = async (trx: Db) => {
    const some = await movedSubscriptions(trx, siteId, PAYMENTS_AT_ONCE)
    for (const { account, subscription_id } of some) {
      await noteDisowned(trx, account, [subscription_id])
      await placeMovements(trx, account, [subscription_id])
    }
    return some.length
  }
  await piecewise(pieces, 'ledger', somePayments, onPayments)
  await piecewise(pieces, 'ledger', someSubscriptions)
}

/** By account. */
type ReadUntil = Record<string, DeliveryKey>

const fromTheBeginning: DeliveryKey = { id: '', shape: '', connection: '' }

/** Looks once through what those who stay were told: what tells of a payment that is nobody's now names nobody any more. */
async function takeOutNames(
  pieces: Pieces,
  site: RemovedSite,
  { name, connections }: Shared,
  readUntil: ReadUntil,
): Promise<void> {
  await piecewise(pieces, 'ledger', async (trx) => {
    const after = readUntil[name] ?? fromTheBeginning
    const deliveries = await settledAfter(trx, connections, after, DELIVERIES_AT_ONCE)
    const last = deliveries.at(-1)
    if (!last) return 0
    for (const delivery of deliveries) await nameNobody(trx, name, delivery)
    readUntil[name] = { id: last.id, shape: last.shape, connection: last.connection }
    await noteReadUntil(trx, site.id, JSON.stringify(readUntil))
    return deliveries.length
  })
}

async function nameNobody(trx: Db, account: string, delivery: Delivery): Promise<void> {
  const facts = factsOf(delivery).filter(({ references }) => references.length > 0)
  const nobodys = await disownedAmong(
    trx,
    account,
    facts.map(({ id }) => id),
  )
  const names = namesIn(facts.filter(({ id }) => nobodys.includes(id)))
  if (names.customIds.length + names.emailHashes.length === 0) return
  await changeDelivery(trx, delivery, (body) => JSON.stringify(withoutNames(JSON.parse(body), names)))
}
