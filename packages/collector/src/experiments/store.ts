// Reads and writes split tests.
import type { SplitTest } from '@farthing/contract'
import type { Selectable } from 'kysely'
import { countRows } from '../storage/dialect.ts'
import type { Db, Tables } from '../storage/schema.ts'

const toTest = (row: Selectable<Tables['split_test']>): SplitTest => ({
  name: row.name,
  goal: row.goal,
  sides: JSON.parse(row.sides) as SplitTest['sides'],
  state: row.state,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
})

const toRow = (test: SplitTest) => ({
  goal: test.goal,
  sides: JSON.stringify(test.sides),
  state: test.state,
  started_at: test.startedAt,
  ended_at: test.endedAt,
})

/** The newest first. */
export async function testsOf(db: Db, siteId: string): Promise<SplitTest[]> {
  const rows = await db
    .selectFrom('split_test')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('created_at', 'desc')
    .orderBy('name')
    .execute()
  return rows.map(toTest)
}

export async function findTest(db: Db, siteId: string, name: string): Promise<SplitTest | null> {
  const row = await db
    .selectFrom('split_test')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row ? toTest(row) : null
}

export async function countRunning(db: Db, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('split_test')
    .select(countRows.as('count'))
    .where('site_id', '=', siteId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row?.count ?? 0
}

/** False: the name was taken already. */
export async function insertTest(trx: Db, siteId: string, test: SplitTest): Promise<boolean> {
  const inserted = await trx
    .insertInto('split_test')
    .values({ site_id: siteId, name: test.name, created_at: test.createdAt, ...toRow(test) })
    .onConflict((conflict) => conflict.columns(['site_id', 'name']).doNothing())
    .returning('name')
    .executeTakeFirst()
  return inserted !== undefined
}

/** False: it is in another state by now. */
export async function changeTest(
  trx: Db,
  siteId: string,
  before: SplitTest['state'],
  test: SplitTest,
): Promise<boolean> {
  const changed = await trx
    .updateTable('split_test')
    .set(toRow(test))
    .where('site_id', '=', siteId)
    .where('name', '=', test.name)
    .where('state', '=', before)
    .returning('name')
    .executeTakeFirst()
  return changed !== undefined
}

/** Only one that nobody saw. False: there is no such draft. */
export async function deleteDraft(trx: Db, siteId: string, name: string): Promise<boolean> {
  const gone = await trx
    .deleteFrom('split_test')
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .where('state', '=', 'draft')
    .returning('name')
    .executeTakeFirst()
  return gone !== undefined
}
