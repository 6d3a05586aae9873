// Reads and writes logins: who is signed in, where, and until when.
import type { Db } from '../storage/schema.ts'
import type { Member } from './store.ts'

interface NewLogin {
  tokenHash: string
  id: string
  memberId: string
  browser: string
  createdAt: number
  expiresAt: number
}

export interface LoggedIn extends Member {
  loginId: string
  lastSeenAt: number
}

export async function insertLogin(trx: Db, login: NewLogin): Promise<void> {
  await trx
    .insertInto('login')
    .values({
      token_hash: login.tokenHash,
      id: login.id,
      member_id: login.memberId,
      browser: login.browser,
      created_at: login.createdAt,
      last_seen_at: login.createdAt,
      expires_at: login.expiresAt,
    })
    .execute()
}

export async function memberOfLogin(db: Db, tokenHash: string, now: number): Promise<LoggedIn | null> {
  const row = await db
    .selectFrom('login')
    .innerJoin('member', 'member.id', 'login.member_id')
    .select(['member.id', 'member.email', 'member.everywhere', 'login.id as login_id', 'login.last_seen_at'])
    .where('login.token_hash', '=', tokenHash)
    .where('login.expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    email: row.email,
    everywhere: row.everywhere === 1,
    loginId: row.login_id,
    lastSeenAt: row.last_seen_at,
  }
}

export async function loginsOf(db: Db, memberId: string, now: number) {
  return await db
    .selectFrom('login')
    .select(['id', 'browser', 'created_at', 'last_seen_at'])
    .where('member_id', '=', memberId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
}

export async function noteSeen(trx: Db, loginId: string, now: number): Promise<void> {
  await trx.updateTable('login').set({ last_seen_at: now }).where('id', '=', loginId).execute()
}

export async function deleteLogin(trx: Db, tokenHash: string): Promise<void> {
  await trx.deleteFrom('login').where('token_hash', '=', tokenHash).execute()
}

/** False when this member has no such login. */
export async function endLoginOf(trx: Db, memberId: string, loginId: string): Promise<boolean> {
  const ended = await trx
    .deleteFrom('login')
    .where('member_id', '=', memberId)
    .where('id', '=', loginId)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

export async function endOtherLogins(trx: Db, memberId: string, keptId: string): Promise<void> {
  await trx.deleteFrom('login').where('member_id', '=', memberId).where('id', '!=', keptId).execute()
}

export async function deleteExpired(trx: Db, now: number, auditBefore: number): Promise<void> {
  for (const table of ['login', 'guest', 'invitation', 'passkey_challenge'] as const)
    await trx.deleteFrom(table).where('expires_at', '<=', now).execute()
  await trx.deleteFrom('audit').where('at', '<=', auditBefore).execute()
}
