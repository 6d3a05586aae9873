// Keeps new facts, projects everything they can touch again, and says which payments that is.
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { customerGroups } from './component.ts'
import type { Payment } from './entry.ts'
import { type Fact, merge } from './fact.ts'
import { saveMovements } from './movement-store.ts'
import { projectAll } from './project.ts'
import {
  connectedIds,
  factsById,
  neighbourIds,
  paymentIdsOf,
  paymentKey,
  removePayment,
  renamePayment,
  saveFact,
  savePayment,
} from './store.ts'

/** Keys of the payments that were projected again. Runs inside the caller's transaction. */
export async function post(trx: Db, account: string, facts: Fact[]): Promise<string[]> {
  if (facts.length === 0) return []
  await takeTurn(trx, 'ledger')
  for (const fact of facts) await keep(trx, account, fact)
  const ids = await touchedBy(trx, account, facts)
  const before = await paymentIdsOf(trx, [account], ids)
  const payments = customerGroups(await factsById(trx, account, ids)).flatMap(projectAll)
  await replace(trx, account, before, payments)
  return payments.map((payment) => paymentKey(account, payment.id)).sort()
}

async function keep(trx: Db, account: string, fact: Fact): Promise<void> {
  const [known] = await factsById(trx, account, [fact.id])
  // Merged with itself, a fact gets its sorted form: the same facts are the same bytes.
  const grown = merge(known ?? fact, fact)
  await saveFact(trx, account, grown)
  if (grown.kind === 'subscription') await saveMovements(trx, account, grown)
}

/** What hangs together by ids, and what the same customers' other objects hang together with. */
async function touchedBy(trx: Db, account: string, facts: Fact[]): Promise<string[]> {
  const linked = await connectedIds(
    trx,
    account,
    facts.map((fact) => fact.id),
  )
  const neighbours = await neighbourIds(trx, account, customersOf(await factsById(trx, account, linked)))
  return neighbours.length === 0 ? linked : await connectedIds(trx, account, [...new Set([...linked, ...neighbours])])
}

const customersOf = (facts: Fact[]): string[] => [
  ...new Set(facts.map((fact) => fact.customer).filter((customer) => customer !== null)),
]

/** Payments that are no more (merged, split, renamed) go; what was frozen on them goes to their heir. */
async function replace(trx: Db, account: string, before: string[], payments: Payment[]): Promise<void> {
  const after = new Set(payments.map((payment) => paymentKey(account, payment.id)))
  for (const old of before.filter((key) => !after.has(key))) {
    const heir = payments.find((payment) => payment.aliases.some((alias) => paymentKey(account, alias) === old))
    if (heir) await renamePayment(trx, old, paymentKey(account, heir.id))
    await removePayment(trx, old)
  }
  for (const payment of payments) await savePayment(trx, account, payment)
}
