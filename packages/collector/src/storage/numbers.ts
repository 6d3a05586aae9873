// Gives views their numbers: each once, so that what was counted under one is never taken for another.
import { hotLookUp } from './hot.ts'
import type { Db } from './schema.ts'

const taken = hotLookUp<{ last: number }>(
  (db, [count], names) =>
    db
      .updateTable('counter')
      .set((eb) => ({ last: eb('last', '+', count as never) }))
      .where('name', 'in', names)
      .returning('last'),
  1,
)

/** The first of so many in a row. Inside the views' turn only. */
export async function takeViewNumbers(trx: Db, count: number): Promise<number> {
  const [counter] = await taken(trx, ['view'], [count])
  if (!counter) throw new Error('the database has no counter of views')
  return counter.last - count + 1
}
