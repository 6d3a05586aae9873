// Reads and writes members, their logins, and the first-run setup link.
import type { Db } from '../storage/schema.ts'

export interface Member {
  id: string
  email: string
  /** Owns every site. */
  everywhere: boolean
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
    .select(['id', 'email', 'everywhere', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, email: row.email, everywhere: row.everywhere === 1, passwordHash: row.password_hash }
}

/** False when the email is taken. */
export async function insertMember(trx: Db, member: MemberWithPassword, now: number): Promise<boolean> {
  const inserted = await trx
    .insertInto('member')
    .values({
      id: member.id,
      email: member.email,
      password_hash: member.passwordHash,
      everywhere: member.everywhere ? 1 : 0,
      created_at: now,
    })
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
  // Whoever has the command line may let in who lost the phone, too, and shut out who found it.
  for (const table of ['login', 'second_factor', 'recovery_code', 'passkey', 'passkey_challenge'] as const)
    await trx.deleteFrom(table).where('member_id', '=', changed.id).execute()
  return true
}

export async function putPassword(trx: Db, memberId: string, passwordHash: string): Promise<void> {
  await trx.updateTable('member').set({ password_hash: passwordHash }).where('id', '=', memberId).execute()
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
