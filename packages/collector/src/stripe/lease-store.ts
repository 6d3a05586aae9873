// Reads and writes who does what only one process should do.
import type { Db } from '../storage/schema.ts'

/** True when it is this owner's now: it was free, over, or this owner's before. */
export async function takeLease(trx: Db, name: string, owner: string, now: number, until: number): Promise<boolean> {
  const taken = await trx
    .insertInto('lease')
    .values({ name, owner, until_at: until })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ owner, until_at: until })
        .where((where) => where.or([where('lease.until_at', '<=', now), where('lease.owner', '=', owner)])),
    )
    .returning('name')
    .executeTakeFirst()
  return taken !== undefined
}

export async function endLease(trx: Db, name: string, owner: string): Promise<void> {
  await trx.deleteFrom('lease').where('name', '=', name).where('owner', '=', owner).execute()
}
