// Reads and writes passkeys, and what they have to sign.
import type { Db, Tables } from '../storage/schema.ts'
import type { Member } from './store.ts'

type PasskeyRow = Tables['passkey']

/** False when this credential is there already, whosever it is. */
export async function insertPasskey(trx: Db, row: PasskeyRow): Promise<boolean> {
  const inserted = await trx
    .insertInto('passkey')
    .values(row)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function passkeysOf(db: Db, memberId: string) {
  return await db
    .selectFrom('passkey')
    .select(['id', 'name', 'host', 'credential_id', 'created_at', 'last_used_at'])
    .where('member_id', '=', memberId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export interface KnownPasskey {
  credentialId: string
  publicKey: string
  counter: number
  host: string
  member: Member
}

export async function passkeyWith(db: Db, credentialId: string): Promise<KnownPasskey | null> {
  const row = await db
    .selectFrom('passkey')
    .innerJoin('member', 'member.id', 'passkey.member_id')
    .select(['passkey.public_key', 'passkey.counter', 'passkey.host'])
    .select(['member.id', 'member.email', 'member.everywhere'])
    .where('passkey.credential_id', '=', credentialId)
    .executeTakeFirst()
  if (!row) return null
  return {
    credentialId,
    publicKey: row.public_key,
    counter: row.counter,
    host: row.host,
    member: { id: row.id, email: row.email, everywhere: row.everywhere === 1 },
  }
}

/** True for the one caller that comes with a higher count; authenticators that do not count stay at 0. */
export async function noteUse(trx: Db, credentialId: string, counter: number, now: number): Promise<boolean> {
  const noted = await trx
    .updateTable('passkey')
    .set({ counter, last_used_at: now })
    .where('credential_id', '=', credentialId)
    .where((eb) => (counter === 0 ? eb('counter', '=', 0) : eb('counter', '<', counter)))
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

/** False when this member has no such passkey. */
export async function deletePasskey(trx: Db, memberId: string, id: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('passkey')
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** `memberId` null: whoever signs in. */
export async function putChallenge(trx: Db, hash: string, memberId: string | null, expiresAt: number): Promise<void> {
  await trx
    .insertInto('passkey_challenge')
    .values({ challenge_hash: hash, member_id: memberId, expires_at: expiresAt })
    .execute()
}

/** True for the one caller that gets it in time. */
export async function takeChallenge(trx: Db, hash: string, memberId: string | null, now: number): Promise<boolean> {
  const taken = await trx
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hash)
    .where('member_id', memberId === null ? 'is' : '=', memberId)
    .returning('expires_at')
    .executeTakeFirst()
  return taken !== undefined && taken.expires_at > now
}
