// Reads and writes facts, and replaces what they project to.
import type { Db } from '../storage/schema.ts'
import type { Payment } from './entry.ts'
import type { Fact } from './fact.ts'

export async function factsById(db: Db, account: string, ids: string[]): Promise<Fact[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('fact')
    .select('body')
    .where('account', '=', account)
    .where('object_id', 'in', ids)
    .orderBy('object_id')
    .execute()
  return rows.map((row) => JSON.parse(row.body) as Fact)
}

export async function saveFact(trx: Db, account: string, fact: Fact): Promise<void> {
  const body = JSON.stringify(fact)
  await trx
    .insertInto('fact')
    .values({ account, object_id: fact.id, kind: fact.kind, mode: fact.mode, customer_id: fact.customer, body })
    .onConflict((conflict) =>
      conflict.columns(['account', 'object_id']).doUpdateSet({ body, customer_id: fact.customer }),
    )
    .execute()
  for (const linked of fact.links) {
    await trx
      .insertInto('fact_link')
      .values({ account, object_id: fact.id, linked_id: linked })
      .onConflict((conflict) => conflict.columns(['account', 'object_id', 'linked_id']).doNothing())
      .execute()
  }
}

/** The same Stripe id told by two accounts is two payments. */
export const paymentKey = (account: string, stripeId: string): string => `${account}:${stripeId}`

/** Every id that is reachable over links from these, in both directions. */
export async function connectedIds(db: Db, account: string, start: string[]): Promise<string[]> {
  const found = new Set(start)
  let frontier = start
  while (frontier.length > 0) {
    const rows = [...(await linksFrom(db, account, frontier)), ...(await linksTo(db, account, frontier))]
    frontier = [...new Set(rows)].filter((id) => !found.has(id))
    for (const id of frontier) found.add(id)
  }
  return [...found].sort()
}

async function linksFrom(db: Db, account: string, ids: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('fact_link')
    .select('linked_id')
    .where('account', '=', account)
    .where('object_id', 'in', ids)
    .execute()
  return rows.map((row) => row.linked_id)
}

/** The account is no part of the question: SQLite would rather look through all of an account than for a few ids in it. */
async function linksTo(db: Db, account: string, ids: string[]): Promise<string[]> {
  const rows = await db.selectFrom('fact_link').select(['account', 'object_id']).where('linked_id', 'in', ids).execute()
  return rows.flatMap((row) => (row.account === account ? [row.object_id] : []))
}

/**
 * Objects of these customers that may be halves of one payment, or share a balance. None when no bill of theirs is known:
 * a till's one customer may have a hundred thousand payments and not one invoice.
 */
export async function neighbourIds(db: Db, account: string, customers: string[]): Promise<string[]> {
  if (customers.length === 0) return []
  const ofCustomers = db
    .selectFrom('fact')
    .select('object_id')
    .where('account', '=', account)
    .where('customer_id', 'in', customers)
  const bill = await ofCustomers
    .where('kind', 'in', ['invoice', 'checkout_session', 'credit_note'])
    .limit(1)
    .executeTakeFirst()
  if (!bill) return []
  return (await ofCustomers.where('kind', '!=', 'subscription').execute()).map((row) => row.object_id)
}

/** The payments that these Stripe ids meant until now. */
export async function paymentIdsOf(db: Db, accounts: string[], objectIds: string[]): Promise<string[]> {
  if (objectIds.length === 0) return []
  const rows = await db
    .selectFrom('payment_alias')
    .select('payment_id')
    .distinct()
    .where('account', 'in', accounts)
    .where('object_id', 'in', objectIds)
    .orderBy('payment_id')
    .execute()
  return rows.map((row) => row.payment_id)
}

export async function aliasesOf(db: Db, paymentId: string): Promise<string[]> {
  const rows = await db.selectFrom('payment_alias').select('object_id').where('payment_id', '=', paymentId).execute()
  return rows.map((row) => row.object_id)
}

const frozen = ['touch', 'evidence', 'frozen_rate', 'attribution_change'] as const

/** A payment that got a better name (a session whose PaymentIntent became known) keeps what was frozen on it. */
export async function renamePayment(trx: Db, from: string, to: string): Promise<void> {
  for (const table of frozen) {
    const taken = await trx.selectFrom(table).select('payment_id').where('payment_id', '=', to).executeTakeFirst()
    if (!taken) await trx.updateTable(table).set({ payment_id: to }).where('payment_id', '=', from).execute()
  }
}

export async function removePayment(trx: Db, id: string): Promise<void> {
  for (const table of [...frozen, 'credit', 'entry_line', 'entry', 'payment_alias'] as const)
    await trx.deleteFrom(table).where('payment_id', '=', id).execute()
  await trx.deleteFrom('payment').where('id', '=', id).execute()
}

/** Site and attribution columns are attribution's: an update leaves them. */
export async function savePayment(trx: Db, account: string, payment: Payment): Promise<void> {
  const id = paymentKey(account, payment.id)
  const row = {
    mode: payment.mode,
    status: payment.status,
    currency: payment.currency,
    gross: payment.gross,
    refunds: payment.refunds,
    net: payment.net,
    outside: payment.outside,
    fees: JSON.stringify(payment.fees),
    paid_at: payment.paidAt,
    description: payment.description,
    customer_id: payment.customer,
    subscription_id: payment.subscription,
    purpose: payment.purpose,
    joined: payment.joined,
  }
  await trx
    .insertInto('payment')
    .values({ id, account, stripe_id: payment.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await replaceEntries(trx, id, payment)
  await replaceAliases(trx, account, id, payment)
}

async function replaceEntries(trx: Db, id: string, payment: Payment): Promise<void> {
  for (const table of ['entry_line', 'entry'] as const)
    await trx.deleteFrom(table).where('payment_id', '=', id).execute()
  if (payment.entries.length === 0) return
  const rows = payment.entries.map(({ lines, ...entry }) => ({ ...entry, payment_id: id, mode: payment.mode }))
  await trx.insertInto('entry').values(rows).execute()
  const lines = payment.entries.flatMap(({ id: entryId, lines }) =>
    lines.map(({ product, price, ...line }, position) => ({
      ...line,
      payment_id: id,
      entry_id: entryId,
      position,
      product_id: product,
      price_id: price,
    })),
  )
  if (lines.length > 0) await trx.insertInto('entry_line').values(lines).execute()
}

async function replaceAliases(trx: Db, account: string, id: string, payment: Payment): Promise<void> {
  await trx.deleteFrom('payment_alias').where('payment_id', '=', id).execute()
  await trx
    .deleteFrom('payment_alias')
    .where('account', '=', account)
    .where('object_id', 'in', payment.aliases)
    .execute()
  const rows = payment.aliases.map((alias) => ({ account, object_id: alias, payment_id: id }))
  await trx.insertInto('payment_alias').values(rows).execute()
}

/** Everything that is known of an account: for the day on which two turn out to be one. */
export async function factsOfAccount(db: Db, account: string): Promise<Fact[]> {
  const rows = await db.selectFrom('fact').select('body').where('account', '=', account).orderBy('object_id').execute()
  return rows.map((row) => JSON.parse(row.body) as Fact)
}

export async function paymentsOfAccount(db: Db, account: string): Promise<{ id: string; stripe_id: string }[]> {
  return await db.selectFrom('payment').select(['id', 'stripe_id']).where('account', '=', account).execute()
}

export async function forgetFacts(trx: Db, account: string): Promise<void> {
  for (const table of ['fact', 'fact_link'] as const)
    await trx.deleteFrom(table).where('account', '=', account).execute()
}
