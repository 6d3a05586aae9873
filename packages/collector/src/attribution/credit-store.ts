// Reads and writes what the models give of a payment's entries to its touches.
import { hotInsert } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'

export type CreditRow = Tables['credit']

/** In the order of their keys. */
export const creditsOf = (db: Db, paymentId: string): Promise<CreditRow[]> =>
  db
    .selectFrom('credit')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('entry_id')
    .orderBy('position')
    .orderBy('line')
    .execute()

const intoCredit = hotInsert('credit')

export async function replaceCredits(trx: Db, paymentId: string, rows: readonly CreditRow[]): Promise<void> {
  await trx.deleteFrom('credit').where('payment_id', '=', paymentId).execute()
  await intoCredit(trx, rows)
}
