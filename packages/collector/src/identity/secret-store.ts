// Reads and writes the secrets under which sites sign identities. Secrets come and go sealed.
import type { Db, Tables } from '../storage/schema.ts'

export async function findIdentitySecret(db: Db, siteId: string): Promise<Tables['identity_secret'] | null> {
  return (await db.selectFrom('identity_secret').selectAll().where('site_id', '=', siteId).executeTakeFirst()) ?? null
}

export async function saveIdentitySecret(trx: Db, secret: Tables['identity_secret']): Promise<void> {
  const { site_id: _, ...change } = secret
  await trx
    .insertInto('identity_secret')
    .values(secret)
    .onConflict((conflict) => conflict.column('site_id').doUpdateSet(change))
    .execute()
}

export async function removeIdentitySecret(trx: Db, siteId: string): Promise<void> {
  await trx.deleteFrom('identity_secret').where('site_id', '=', siteId).execute()
}
