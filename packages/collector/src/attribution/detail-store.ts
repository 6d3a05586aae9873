// Reads all that is kept of one payment.
import type { Selectable } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'
import { accountsSeenBy } from './account-store.ts'

/** The payment with this id, or to which this Stripe object belongs; only the site's own. */
export async function paymentNamed(
  db: Db,
  siteId: string,
  name: string,
): Promise<Selectable<Tables['payment']> | null> {
  const accounts = await accountsSeenBy(db, siteId)
  const aliases = await db
    .selectFrom('payment_alias')
    .select('payment_id')
    .where('account', 'in', accounts)
    .where('object_id', '=', name)
    .execute()
  const ids = [...accounts.map((account) => `${account}:${name}`), ...aliases.map((alias) => alias.payment_id)]
  const payment = db.selectFrom('payment').selectAll().where('site_id', '=', siteId).where('id', 'in', ids)
  return (await payment.orderBy('id').executeTakeFirst()) ?? null
}

export const entriesWithLines = (db: Db, paymentId: string) =>
  db
    .selectFrom('entry')
    .leftJoin('entry_line', (join) =>
      join.onRef('entry_line.payment_id', '=', 'entry.payment_id').onRef('entry_line.entry_id', '=', 'entry.id'),
    )
    .selectAll('entry')
    .select(['entry_line.position', 'entry_line.product_id', 'entry_line.price_id', 'entry_line.description'])
    .select('entry_line.amount as line_amount')
    .where('entry.payment_id', '=', paymentId)
    .orderBy('entry.at')
    .orderBy('entry.id')
    .orderBy('entry_line.position')
    .execute()

export const frozenRatesOf = (db: Db, paymentId: string): Promise<Tables['frozen_rate'][]> =>
  db.selectFrom('frozen_rate').selectAll().where('payment_id', '=', paymentId).execute()

export const evidenceOf = (db: Db, paymentId: string): Promise<Tables['evidence'][]> =>
  db.selectFrom('evidence').selectAll().where('payment_id', '=', paymentId).execute()

export const changesOf = (db: Db, paymentId: string): Promise<Tables['attribution_change'][]> =>
  db.selectFrom('attribution_change').selectAll().where('payment_id', '=', paymentId).orderBy('number').execute()
