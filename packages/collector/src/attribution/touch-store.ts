// Reads and writes the touches of a payment, newest first.
import type { Selectable } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'

export type Touch = Selectable<Tables['touch']>

export const touchesOf = (db: Db, paymentId: string): Promise<Touch[]> =>
  db.selectFrom('touch').selectAll().where('payment_id', '=', paymentId).orderBy('position').execute()
