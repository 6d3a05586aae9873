// Gives views their numbers: each once, so that what was counted under one is never taken for another.
import type { Db } from './schema.ts'

/** The first of so many in a row. Inside the views' turn only. */
export async function takeViewNumbers(trx: Db, count: number): Promise<number> {
  const { last } = await trx
    .updateTable('counter')
    .set((eb) => ({ last: eb('last', '+', count) }))
    .where('name', '=', 'view')
    .returning('last')
    .executeTakeFirstOrThrow()
  return last - count + 1
}
