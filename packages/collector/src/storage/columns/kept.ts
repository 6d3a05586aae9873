// Which database answers a long question: the copy in columns, where it is kept and says what the rows say.
import { type Kysely, sql } from 'kysely'
import { cannotWriteNow } from '../dialect.ts'
import type { Heard, ReadingThread } from '../report-reader.ts'
import type { Db, Tables } from '../schema.ts'
import type { SummedDimension } from './sums.ts'

export interface ColumnStore {
  /** From now on, beside the questions. */
  keep(dimensions: (columns: Db) => SummedDimension[], heard: Heard): void
  /** Up to which change it says what the rows say; null while there is none. Asked at the start, it waits until the file is looked at. */
  followed(): Promise<number | null>
  /** With the thread that keeps it, which must not be at work when the process ends. */
  close(): Promise<void>
}

interface Kept {
  thread: ReadingThread
  columns: Kysely<Tables>
  /** Lets the copy take in the visits that are there by now: from here on their changes are noted. */
  reach(): Promise<void>
}

type Write = <T>(work: (trx: Db) => Promise<T>) => Promise<T>

/** In a rush the copy takes in visits beside the questions. */
const REACH_MS = 10_000

/** By the adapter of the database that is asked in its place. */
const kept = new WeakMap<object, Kept>()

export function columnStore(reports: Db, copy: Omit<Kept, 'reach'>, rows: { read: Db; write: Write }): ColumnStore {
  const { thread, columns } = copy
  const reach = () => reachVisits(rows.read, rows.write)
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let begun: Promise<void> | undefined
  return {
    keep: (dimensions, heard) => {
      kept.set(reports.getExecutor().adapter, { thread, columns, reach })
      begun = reach()
        .catch(heard.onTrouble)
        .then(() => (isClosed ? undefined : thread.keep(dimensions(columns), heard)))
      timer = setInterval(() => void reach().catch(heard.onTrouble), REACH_MS).unref()
    },
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await begun
      await thread.close()
    },
    followed: async () => {
      await begun
      const [change] = await thread.ask({ of: 'followed' })
      return typeof change === 'number' ? change : null
    },
  }
}

async function reachVisits(read: Db, write: Write): Promise<void> {
  const last = (on: Db) =>
    on.selectFrom('visit_row').select((eb) => eb.fn.coalesce(eb.fn.max('no'), sql.lit(0)).as('no'))
  const { no } = await last(read).executeTakeFirstOrThrow()
  const reached = await read.selectFrom('counter').select('last').where('name', '=', 'copied').executeTakeFirstOrThrow()
  if (no <= reached.last) return
  await write(async (trx) => {
    await trx
      .updateTable('counter')
      .set({ last: last(trx) })
      .where('name', '=', 'copied')
      .execute()
  })
}

/** Null: ask the rows. */
export async function columnsOf(db: Db): Promise<Db | null> {
  const found = kept.get(db.getExecutor().adapter)
  if (!found) return null
  try {
    await found.reach()
  } catch (error) {
    // The copy cannot be told of new visits; the rows know them.
    if (cannotWriteNow(error)) return null
    throw error
  }
  const [isCurrent] = await found.thread.ask({ of: 'current' })
  return isCurrent === true ? found.columns : null
}

const AT_ONCE = 5_000

/** Deletes what the copy has followed, or everybody has to count anew, in short turns. The last change stays: it tells these rows from others. */
export async function forgetChanges(write: Write, followed: number | null): Promise<void> {
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
