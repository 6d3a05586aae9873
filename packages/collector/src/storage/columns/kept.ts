// Which database answers a long question: the copy in columns, where it is kept and says what the rows say.
import { type Kysely, sql } from 'kysely'
import type { Heard, ReadingThread } from '../report-reader.ts'
import type { Db, Tables } from '../schema.ts'
import type { SummedDimension } from './sums.ts'

export interface ColumnStore {
  /** From now on, beside the questions. */
  keep(dimensions: (columns: Db) => SummedDimension[], heard: Heard): void
  /** Up to which change it says what the rows say; null while there is none. */
  followed(): Promise<number | null>
}

interface Kept {
  thread: ReadingThread
  columns: Kysely<Tables>
}

/** By the adapter of the database that is asked in its place. */
const kept = new WeakMap<object, Kept>()

export const columnStore = (reports: Kysely<Tables>, { thread, columns }: Kept): ColumnStore => ({
  keep: (dimensions, heard) => {
    kept.set(reports.getExecutor().adapter, { thread, columns })
    thread.keep(dimensions(columns), heard)
  },
  followed: async () => {
    const [change] = await thread.ask({ of: 'followed' })
    return typeof change === 'number' ? change : null
  },
})

/** Null: ask the rows. */
export async function columnsOf(db: Db): Promise<Db | null> {
  const found = kept.get(db.getExecutor().adapter)
  if (!found) return null
  const [isCurrent] = await found.thread.ask({ of: 'current' })
  return isCurrent === true ? found.columns : null
}

const AT_ONCE = 5_000

/** Deletes what the copy has followed, or everybody has to count anew, in short turns. The last change stays: it tells these rows from others. */
export async function forgetChanges(
  write: <T>(work: (trx: Db) => Promise<T>) => Promise<T>,
  followed: number | null,
): Promise<void> {
  for (let deleted = AT_ONCE; deleted === AT_ONCE; )
    deleted = await write(async (trx) => {
      const last = sql<number>`min(${followed ?? Number.MAX_SAFE_INTEGER}, (select max(no) from report_change))`
      const { numDeletedRows } = await trx
        .deleteFrom('report_change')
        .where('no', 'in', (of) => of.selectFrom('report_change').select('no').where('no', '<', last).limit(AT_ONCE))
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    })
}
