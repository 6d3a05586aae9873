// Reads and writes which site is the demo's.
import type { Db } from '../storage/schema.ts'
import type { Taken } from './taken.ts'

/** What was made, as the command reports it. `filling`: it was not finished, so it is made again. */
export interface Demo {
  siteId: string
  state: 'filling' | 'full'
  seed: number
  visits: number
  views: number
  taken: Taken
}

const KEY = 'demo'

export async function findDemo(db: Db): Promise<Demo | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? (JSON.parse(row.value) as Demo) : null
}

export async function keepDemo(trx: Db, demo: Demo): Promise<void> {
  const value = JSON.stringify(demo)
  await trx
    .insertInto('setting')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export async function forgetDemo(trx: Db): Promise<void> {
  await trx.deleteFrom('setting').where('key', '=', KEY).execute()
}
