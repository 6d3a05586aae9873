// Reads and writes members, their logins, and the first-run setup link.
import type { Db } from '../storage/schema.ts'

export interface Member {
  id: string
  email: string
}

export interface MemberWithPassword extends Member {
  passwordHash: string
}

const setupKey = 'setup_token_hash'

export async function hasMembers(db: Db): Promise<boolean> {
  return (await db.selectFrom('member').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function memberByEmail(db: Db, email: string): Promise<MemberWithPassword | null> {
  const row = await db
    .selectFrom('member')
    .select(['id', 'email', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst()
  return row ? { id: row.id, email: row.email, passwordHash: row.password_hash } : null
}

/** False when the email is taken. */
export async function insertMember(trx: Db, member: MemberWithPassword, now: number): Promise<boolean> {
  const inserted = await trx
    .insertInto('member')
    .values({ id: member.id, email: member.email, password_hash: member.passwordHash, created_at: now })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** The new password's owner signs in anew everywhere. False when nobody has this email. */
export async function changePassword(trx: Db, email: string, passwordHash: string): Promise<boolean> {
  const changed = await trx
    .updateTable('member')
    .set({ password_hash: passwordHash })
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirst()
  if (!changed) return false
  await trx.deleteFrom('login').where('member_id', '=', changed.id).execute()
  return true
}

export interface Login {
  tokenHash: string
  memberId: string
  createdAt: number
  expiresAt: number
}

export async function insertLogin(trx: Db, login: Login): Promise<void> {
  await trx
    .insertInto('login')
    .values({
      token_hash: login.tokenHash,
      member_id: login.memberId,
      created_at: login.createdAt,
      expires_at: login.expiresAt,
    })
    .execute()
}

export async function memberOfLogin(db: Db, tokenHash: string, now: number): Promise<Member | null> {
  const row = await db
    .selectFrom('login')
    .innerJoin('member', 'member.id', 'login.member_id')
    .select(['member.id', 'member.email'])
    .where('login.token_hash', '=', tokenHash)
    .where('login.expires_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

export async function deleteLogin(trx: Db, tokenHash: string): Promise<void> {
  await trx.deleteFrom('login').where('token_hash', '=', tokenHash).execute()
}

export async function deleteExpiredLogins(trx: Db, now: number): Promise<void> {
  await trx.deleteFrom('login').where('expires_at', '<=', now).execute()
}

/** The newest setup link is the only one that works. */
export async function putSetupToken(trx: Db, tokenHash: string): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key: setupKey, value: tokenHash })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: tokenHash }))
    .execute()
}

export async function isSetupToken(db: Db, tokenHash: string): Promise<boolean> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', setupKey).executeTakeFirst()
  return row?.value === tokenHash
}

/** True for the one caller that gets it, also when two arrive at once on two collectors. */
export async function takeSetupToken(trx: Db, tokenHash: string): Promise<boolean> {
  const taken = await trx
    .deleteFrom('setting')
    .where('key', '=', setupKey)
    .where('value', '=', tokenHash)
    .returning('key')
    .executeTakeFirst()
  return taken !== undefined
}
