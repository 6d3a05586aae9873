// Reads and writes share links, and who came by one.
import type { Db } from '../storage/schema.ts'

export interface ShareLink {
  id: string
  siteId: string
  hidesAmounts: boolean
}

interface NewShareLinkRow extends ShareLink {
  tokenHash: string
  name: string
  passwordHash: string | null
  createdAt: number
  expiresAt: number | null
}

export async function insertShareLink(trx: Db, link: NewShareLinkRow): Promise<void> {
  await trx
    .insertInto('share_link')
    .values({
      token_hash: link.tokenHash,
      id: link.id,
      site_id: link.siteId,
      name: link.name,
      password_hash: link.passwordHash,
      hides_amounts: link.hidesAmounts ? 1 : 0,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

export async function shareLinksOf(db: Db, siteId: string) {
  return await db
    .selectFrom('share_link')
    .select(['id', 'name', 'password_hash', 'hides_amounts', 'created_at', 'expires_at'])
    .where('site_id', '=', siteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Whoever came by it is out at once. */
export async function deleteShareLink(trx: Db, siteId: string, id: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('share_link')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (deleted) await trx.deleteFrom('guest').where('share_link_id', '=', id).execute()
  return deleted !== undefined
}

export async function shareLinkWithHash(db: Db, tokenHash: string, now: number) {
  const row = await db
    .selectFrom('share_link')
    .select(['id', 'site_id', 'password_hash'])
    .where('token_hash', '=', tokenHash)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
  return row ? { id: row.id, siteId: row.site_id, passwordHash: row.password_hash } : null
}

export async function insertGuest(trx: Db, tokenHash: string, shareLinkId: string, expiresAt: number): Promise<void> {
  await trx
    .insertInto('guest')
    .values({ token_hash: tokenHash, share_link_id: shareLinkId, expires_at: expiresAt })
    .execute()
}

export async function guestWithHash(db: Db, tokenHash: string, now: number): Promise<ShareLink | null> {
  const row = await db
    .selectFrom('guest')
    .innerJoin('share_link', 'share_link.id', 'guest.share_link_id')
    .select(['share_link.id', 'share_link.site_id', 'share_link.hides_amounts'])
    .where('guest.token_hash', '=', tokenHash)
    .where('guest.expires_at', '>', now)
    .where((eb) => eb.or([eb('share_link.expires_at', 'is', null), eb('share_link.expires_at', '>', now)]))
    .executeTakeFirst()
  return row ? { id: row.id, siteId: row.site_id, hidesAmounts: row.hides_amounts === 1 } : null
}
