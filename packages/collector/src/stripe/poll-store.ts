// How far each list was read, and which objects are to be read again.
import type { Db, Tables } from '../storage/schema.ts'

export type PollRow = Omit<Tables['poll'], 'failures'> & { failures: number }

export const pollRows = (db: Db, connections: string[]): Promise<PollRow[]> =>
  connections.length === 0
    ? Promise.resolve([])
    : db.selectFrom('poll').selectAll().where('connection', 'in', connections).orderBy('list').execute()

export async function savePoll(trx: Db, row: PollRow): Promise<void> {
  const { connection: _, list: __, ...change } = row
  await trx
    .insertInto('poll')
    .values(row)
    .onConflict((conflict) => conflict.columns(['connection', 'list']).doUpdateSet(change))
    .execute()
}

/** Another key, perhaps of another account: what was read with the one before says nothing. */
export async function forgetPoll(trx: Db, connection: string): Promise<void> {
  for (const table of ['poll', 'watched'] as const)
    await trx.deleteFrom(table).where('connection', '=', connection).execute()
}

export type Watched = Tables['watched']

export async function watch(trx: Db, rows: Watched[]): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('watched')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['connection', 'object_id']).doUpdateSet((set) => ({ next_at: set.ref('excluded.next_at') })),
    )
    .execute()
}

export async function unwatch(trx: Db, connection: string, objectIds: string[]): Promise<void> {
  if (objectIds.length === 0) return
  await trx.deleteFrom('watched').where('connection', '=', connection).where('object_id', 'in', objectIds).execute()
}

export const dueWatched = (db: Db, connection: string, now: number, limit: number): Promise<Watched[]> =>
  db
    .selectFrom('watched')
    .selectAll()
    .where('connection', '=', connection)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('object_id')
    .limit(limit)
    .execute()
