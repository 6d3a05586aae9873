// Reads and writes which Stripe customer is tied to which identifier of the site's.
import type { Db, Tables } from '../storage/schema.ts'

type Connected = Tables['connected_customer']

export async function connectionOf(db: Db, siteId: string, customerId: string): Promise<Connected | null> {
  const row = db.selectFrom('connected_customer').selectAll().where('customer_id', '=', customerId)
  return (await row.where('site_id', '=', siteId).executeTakeFirst()) ?? null
}

export async function keepConnection(trx: Db, { custom_id, connected_at, ...key }: Connected): Promise<void> {
  await trx
    .insertInto('connected_customer')
    .values({ ...key, custom_id, connected_at })
    .onConflict((conflict) => conflict.columns(['customer_id', 'site_id']).doUpdateSet({ custom_id, connected_at }))
    .execute()
}

/** The customer's payments on this site. */
export async function paymentsOnSite(
  db: Db,
  siteId: string,
  accounts: string[],
  customerId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('payment')
    .select('id')
    .where('account', 'in', accounts)
    .where('customer_id', '=', customerId)
    .where('site_id', '=', siteId)
    .execute()
  return rows.map(({ id }) => id)
}
