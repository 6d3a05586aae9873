// Reads which payments objects belong to.
import type { Db } from '../storage/schema.ts'

export async function paymentsByObject(db: Db, account: string, objectIds: string[]): Promise<Map<string, string>> {
  if (objectIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('payment_alias')
    .select(['object_id', 'payment_id'])
    .where('account', '=', account)
    .where('object_id', 'in', objectIds)
    .execute()
  return new Map(rows.map((row) => [row.object_id, row.payment_id]))
}
