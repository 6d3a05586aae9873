// How far the history of each resource was fetched.
import type { StripeBackfill } from '@farthing/contract'
import type { Db, Tables } from '../storage/schema.ts'

export type BackfillRow = Omit<Tables['backfill'], 'objects'> & { objects: number }

export const backfillRows = (db: Db, connection: string): Promise<BackfillRow[]> =>
  db.selectFrom('backfill').selectAll().where('connection', '=', connection).execute()

export async function replaceBackfill(trx: Db, connection: string, rows: BackfillRow[]): Promise<void> {
  await trx.deleteFrom('backfill').where('connection', '=', connection).execute()
  await trx.insertInto('backfill').values(rows).execute()
}

export async function saveBackfill(trx: Db, { connection, resource, ...row }: BackfillRow): Promise<void> {
  await trx
    .updateTable('backfill')
    .set(row)
    .where('connection', '=', connection)
    .where('resource', '=', resource)
    .execute()
}

/** Connections whose history is not fetched yet. */
export async function unfinishedBackfills(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('backfill').select('connection').distinct().where('state', '=', 'running').execute()
  return rows.map((row) => row.connection)
}

export function backfillShown(rows: BackfillRow[]): StripeBackfill {
  const isRunning = rows.some(({ state }) => state === 'running')
  return {
    state: rows.length === 0 ? 'none' : isRunning ? 'running' : 'done',
    objects: rows.reduce((sum, { objects }) => sum + objects, 0),
    resources: rows.map(({ resource, state, objects, until_at, from_at, problem }) => ({
      resource,
      state,
      objects,
      reachedAt: state === 'done' ? from_at : until_at,
      problem,
    })),
  }
}
