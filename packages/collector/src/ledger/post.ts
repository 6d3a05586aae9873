// Keeps new facts, projects every component they touch again, and says which payments changed.
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { components } from './component.ts'
import { type Fact, merge } from './fact.ts'
import { project } from './project.ts'
import { connectedIds, factsById, paymentIdsOf, removePayment, renamePayment, saveFact, savePayment } from './store.ts'

/** Ids of the payments that were projected again. Runs inside the caller's transaction. */
export async function post(trx: Db, facts: Fact[]): Promise<string[]> {
  if (facts.length === 0) return []
  await takeTurn(trx, 'ledger')
  for (const fact of facts) await keep(trx, fact)

  const ids = await connectedIds(
    trx,
    facts.map((fact) => fact.id),
  )
  const before = await paymentIdsOf(trx, ids)
  const payments = components(await factsById(trx, ids))
    .map(project)
    .filter((payment) => payment !== null)
  const after = new Set(payments.map((payment) => payment.id))
  for (const old of before.filter((id) => !after.has(id))) {
    const heir = payments.find((payment) => payment.aliases.includes(old))
    if (heir) await renamePayment(trx, old, heir.id)
    await removePayment(trx, old)
  }
  for (const payment of payments) await savePayment(trx, payment)
  return [...after].sort()
}

async function keep(trx: Db, fact: Fact): Promise<void> {
  const [known] = await factsById(trx, [fact.id])
  // Merged with itself, a fact gets its sorted form: the same facts are the same bytes.
  await saveFact(trx, merge(known ?? fact, fact))
}
