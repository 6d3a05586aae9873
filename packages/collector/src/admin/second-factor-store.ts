// Reads and writes second factors and recovery codes.
import type { Db, Tables } from '../storage/schema.ts'

export async function secondFactorOf(db: Db, memberId: string) {
  return (
    (await db
      .selectFrom('second_factor')
      .select(['secret', 'confirmed_at', 'last_step'])
      .where('member_id', '=', memberId)
      .executeTakeFirst()) ?? null
  )
}

/** In place of one that was begun and never confirmed. False when one is in force. */
export async function beginSecondFactor(
  trx: Db,
  row: Pick<Tables['second_factor'], 'member_id' | 'secret' | 'created_at'>,
) {
  await trx
    .deleteFrom('second_factor')
    .where('member_id', '=', row.member_id)
    .where('confirmed_at', 'is', null)
    .execute()
  const inserted = await trx
    .insertInto('second_factor')
    .values({ ...row, confirmed_at: null })
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .returning('member_id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function confirmFactor(trx: Db, memberId: string, now: number): Promise<void> {
  await trx.updateTable('second_factor').set({ confirmed_at: now }).where('member_id', '=', memberId).execute()
}

/** True for the one caller that is the first with this step or a later one. */
export async function takeStep(trx: Db, memberId: string, step: number): Promise<boolean> {
  const taken = await trx
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('member_id', '=', memberId)
    .where('last_step', '<', step)
    .returning('member_id')
    .executeTakeFirst()
  return taken !== undefined
}

export async function deleteSecondFactor(trx: Db, memberId: string): Promise<void> {
  await trx.deleteFrom('second_factor').where('member_id', '=', memberId).execute()
  await trx.deleteFrom('recovery_code').where('member_id', '=', memberId).execute()
}

export async function putRecoveryCodes(trx: Db, memberId: string, hashes: readonly string[]): Promise<void> {
  await trx.deleteFrom('recovery_code').where('member_id', '=', memberId).execute()
  await trx
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ member_id: memberId, code_hash: hash })))
    .execute()
}

/** True for the one caller that gets it. */
export async function takeRecoveryCode(trx: Db, memberId: string, hash: string): Promise<boolean> {
  const taken = await trx
    .deleteFrom('recovery_code')
    .where('member_id', '=', memberId)
    .where('code_hash', '=', hash)
    .returning('code_hash')
    .executeTakeFirst()
  return taken !== undefined
}

export async function countRecoveryCodes(db: Db, memberId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
