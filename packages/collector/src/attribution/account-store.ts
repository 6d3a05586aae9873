// Through which Stripe accounts a site may be told of a payment.
import type { Db } from '../storage/schema.ts'
import { ENVIRONMENT } from './site-of.ts'

export async function accountsSeenBy(db: Db, siteId: string): Promise<string[]> {
  const connections = [siteId, `api:${siteId}`, ENVIRONMENT]
  const rows = await db
    .selectFrom('connection_account')
    .select('account')
    .where('connection', 'in', connections)
    .execute()
  return [...new Set([...connections, ...rows.map(({ account }) => account)])]
}
