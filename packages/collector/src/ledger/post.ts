// Keeps new facts, projects everything they can touch again, and says which payments that is.
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { components } from './component.ts'
import type { Payment } from './entry.ts'
import { type Fact, merge } from './fact.ts'
import { projectAll } from './project.ts'
import {
  connectedIds,
  factsById,
  neighbourIds,
  paymentIdsOf,
  removePayment,
  renamePayment,
  saveFact,
  savePayment,
} from './store.ts'

/** Ids of the payments that were projected again. Runs inside the caller's transaction. */
export async function post(trx: Db, facts: Fact[]): Promise<string[]> {
  if (facts.length === 0) return []
  await takeTurn(trx, 'ledger')
  for (const fact of facts) await keep(trx, fact)
  const ids = await touchedBy(trx, facts)
  const before = await paymentIdsOf(trx, ids)
  const payments = byCustomer(await factsById(trx, ids)).flatMap(projectAll)
  await replace(trx, before, payments)
  return payments.map((payment) => payment.id).sort()
}

async function keep(trx: Db, fact: Fact): Promise<void> {
  const [known] = await factsById(trx, [fact.id])
  // Merged with itself, a fact gets its sorted form: the same facts are the same bytes.
  await saveFact(trx, merge(known ?? fact, fact))
}

/** What hangs together by ids, and what the same customers' other objects hang together with. */
async function touchedBy(trx: Db, facts: Fact[]): Promise<string[]> {
  const linked = await connectedIds(
    trx,
    facts.map((fact) => fact.id),
  )
  const neighbours = await neighbourIds(trx, customersOf(await factsById(trx, linked)))
  return neighbours.length === 0 ? linked : await connectedIds(trx, [...new Set([...linked, ...neighbours])])
}

const customersOf = (facts: Fact[]): string[] => [
  ...new Set(facts.map((fact) => fact.customer).filter((customer) => customer !== null)),
]

/**
 * One group per customer; what names no customer goes with the objects it is linked to, else by itself. Objects of one
 * component that name several customers are one group: ids are stronger than names.
 */
function byCustomer(facts: Fact[]): Fact[][] {
  const bound = facts.map((fact) =>
    fact.customer === null ? fact : { ...fact, links: [...fact.links, fact.customer] },
  )
  const original = new Map(facts.map((fact) => [fact.id, fact]))
  return components(bound).map((group) => group.flatMap(({ id }) => original.get(id) ?? []))
}

/** Payments that are no more (merged, split, renamed) go; what was frozen on them goes to their heir. */
async function replace(trx: Db, before: string[], payments: Payment[]): Promise<void> {
  const after = new Set(payments.map((payment) => payment.id))
  for (const old of before.filter((id) => !after.has(id))) {
    const heir = payments.find((payment) => payment.aliases.includes(old))
    if (heir) await renamePayment(trx, old, heir.id)
    await removePayment(trx, old)
  }
  for (const payment of payments) await savePayment(trx, payment)
}
