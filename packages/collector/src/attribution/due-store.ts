// The list of payments that are to be attributed again: a payment's id, or a site's, which stands for all payments of the site.
import type { Db, Tables } from '../storage/schema.ts'

export type Due = Tables['attribution_due']

export async function noteDue(trx: Db, paymentIds: readonly string[]): Promise<void> {
  if (paymentIds.length === 0) return
  await trx
    .insertInto('attribution_due')
    .values(paymentIds.map((subject) => ({ subject, after: '' })))
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ after: '' }))
    .execute()
}

export const someDue = (db: Db, limit: number): Promise<Due[]> =>
  db.selectFrom('attribution_due').selectAll().orderBy('subject').limit(limit).execute()

export async function dropDue(trx: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await trx.deleteFrom('attribution_due').where('subject', 'in', subjects).execute()
}

/** Whoever notes it anew from now on waits for this transaction. */
export async function holdDue(trx: Db, subject: string): Promise<Due | null> {
  const held = trx.updateTable('attribution_due').set((eb) => ({ after: eb.ref('after') }))
  return (await held.where('subject', '=', subject).returningAll().executeTakeFirst()) ?? null
}

export async function moveDue(trx: Db, { subject, after }: Due): Promise<void> {
  await trx.updateTable('attribution_due').set({ after }).where('subject', '=', subject).execute()
}

export async function paymentsOfSite(db: Db, siteId: string, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('payment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
