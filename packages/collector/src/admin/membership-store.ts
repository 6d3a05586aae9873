// Reads and writes who may do what at a site, and who is invited to.
import type { SiteRole } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import type { Member } from './store.ts'

export async function roleAt(db: Db, memberId: string, siteId: string): Promise<SiteRole | null> {
  const row = await db
    .selectFrom('membership')
    .select('role')
    .where('member_id', '=', memberId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row?.role ?? null
}

/** Every site that a member may enter. */
export async function siteIdsOf(db: Db, { id, everywhere }: Pick<Member, 'id' | 'everywhere'>): Promise<string[]> {
  if (!everywhere) return [...(await rolesOf(db, id)).keys()]
  return (await db.selectFrom('site').select('id').execute()).map((site) => site.id)
}

export async function rolesOf(db: Db, memberId: string): Promise<Map<string, SiteRole>> {
  const rows = await db.selectFrom('membership').select(['site_id', 'role']).where('member_id', '=', memberId).execute()
  return new Map(rows.map((row) => [row.site_id, row.role]))
}

export async function membersOf(db: Db, siteId: string) {
  return await db
    .selectFrom('member')
    .leftJoin('membership', (join) =>
      join.onRef('membership.member_id', '=', 'member.id').on('membership.site_id', '=', siteId),
    )
    .leftJoin('second_factor', 'second_factor.member_id', 'member.id')
    .select(['member.id', 'member.email', 'member.everywhere', 'member.created_at', 'membership.role'])
    .select('second_factor.confirmed_at')
    .where((eb) => eb.or([eb('member.everywhere', '=', 1), eb('membership.role', 'is not', null)]))
    .orderBy('member.email')
    .execute()
}

export interface Membership {
  siteId: string
  memberId: string
  role: SiteRole
}

export async function putMembership(trx: Db, { siteId, memberId, role }: Membership, now: number): Promise<void> {
  await trx
    .insertInto('membership')
    .values({ site_id: siteId, member_id: memberId, role, created_at: now })
    .onConflict((conflict) => conflict.columns(['site_id', 'member_id']).doUpdateSet({ role }))
    .execute()
}

export async function deleteMembership(trx: Db, siteId: string, memberId: string): Promise<void> {
  await trx.deleteFrom('membership').where('site_id', '=', siteId).where('member_id', '=', memberId).execute()
}

export interface Invitation {
  tokenHash: string
  id: string
  siteId: string
  email: string
  role: SiteRole
  createdAt: number
  expiresAt: number
}

/** The newest invitation of an address to a site is the only one. */
export async function putInvitation(trx: Db, invitation: Invitation): Promise<void> {
  await trx
    .deleteFrom('invitation')
    .where('site_id', '=', invitation.siteId)
    .where('email', '=', invitation.email)
    .execute()
  await trx
    .insertInto('invitation')
    .values({
      token_hash: invitation.tokenHash,
      id: invitation.id,
      site_id: invitation.siteId,
      email: invitation.email,
      role: invitation.role,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
    })
    .execute()
}

export async function invitationsOf(db: Db, siteId: string, now: number) {
  return await db
    .selectFrom('invitation')
    .select(['id', 'email', 'role', 'expires_at'])
    .where('site_id', '=', siteId)
    .where('expires_at', '>', now)
    .orderBy('created_at')
    .execute()
}

export async function invitationWithHash(db: Db, tokenHash: string, now: number) {
  return (
    (await db
      .selectFrom('invitation')
      .innerJoin('site', 'site.id', 'invitation.site_id')
      .select(['invitation.email', 'invitation.role', 'invitation.site_id', 'site.name as site_name'])
      .where('invitation.token_hash', '=', tokenHash)
      .where('invitation.expires_at', '>', now)
      .executeTakeFirst()) ?? null
  )
}

/** True for the one caller that gets it. */
export async function takeInvitation(trx: Db, tokenHash: string): Promise<boolean> {
  const taken = await trx
    .deleteFrom('invitation')
    .where('token_hash', '=', tokenHash)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

export async function deleteInvitation(trx: Db, siteId: string, id: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('invitation')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}
