// Which database is it? The only file that asks, and the only differences there are.
import { type Kysely, PostgresAdapter, type RawBuilder, SqliteAdapter, sql } from 'kysely'
import type { Db, Tables } from './schema.ts'

export type Engine = 'sqlite' | 'postgres'

// biome-ignore lint/suspicious/noExplicitAny: migrations get a database without tables, stores one with them
export const engineOf = (db: Kysely<any>): Engine =>
  db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'

/** How the copy in columns is asked: as PostgreSQL, but for what it has otherwise than the rows. */
export class ColumnsAdapter extends PostgresAdapter {}

/** How a report's question is put. */
export type Asked = Engine | 'columns'

export const askedOf = (db: Db): Asked =>
  db.getExecutor().adapter instanceof ColumnsAdapter ? 'columns' : engineOf(db)

/** STRICT makes SQLite refuse a value of the wrong type, as PostgreSQL always does: https://sqlite.org/stricttables.html */
export const tableEnd = (engine: Engine) => (engine === 'sqlite' ? sql`strict` : sql``)

/** SQLite's STRICT tables know 64-bit integers only as `integer`. */
export const integerType = (engine: Engine) => (engine === 'sqlite' ? ('integer' as const) : ('bigint' as const))

const lockNumbers = { views: 4242_01, ledger: 4242_02, migrations: 4242_03 }

/**
 * Lets one transaction at a time do this kind of work, across all collectors.
 * On SQLite the writing connection is one already.
 */
export const takeTurn = async (trx: Db, work: keyof typeof lockNumbers): Promise<void> => {
  if (engineOf(trx) === 'sqlite') return
  await sql`select pg_advisory_xact_lock(${lockNumbers[work]})`.execute(trx)
}

/** Whether several transactions write at a time: what one of them has not committed yet, no other can see. */
export const writesAtOnce = (db: Db): boolean => engineOf(db) === 'postgres'

/**
 * The last five characters of an id that is random: enough of it for an index, which is a third as large then. Whoever looks for
 * the id compares these as well as the whole.
 */
export const endOf = (column: string) => sql<string>`substr(${sql.ref(column)}, length(${sql.ref(column)}) - 4)`

/** A text by its bytes: PostgreSQL would order it by the language of the database, and SQLite does not. */
export const inBytes = (db: Db, column: string) =>
  engineOf(db) === 'postgres' ? sql<string>`${sql.ref(column)} collate "C"` : sql<string>`${sql.ref(column)}`

/** Whether a column ends as one of these does. */
export const endIn = (column: string, values: readonly unknown[]) =>
  sql<boolean>`${endOf(column)} in (${sql.join(values.map((value) => sql`substr(${value}, length(${value}) - 4)`))})`

/** Whether a column that is indexed by its end is the id in another. */
export const sameId = (column: string, other: string) =>
  sql<boolean>`(${endOf(column)} = ${endOf(other)} and ${sql.ref(column)} = ${sql.ref(other)})`

/** Sum as an integer: PostgreSQL sums bigint to numeric, which arrives as text. */
export const sumOf = (column: string) => sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`
export const countRows = sql<number>`cast(count(*) as bigint)`
/** Count of different values, as an integer on both engines. */
export const countDistinct = (column: string) => sql<number>`cast(count(distinct ${sql.ref(column)}) as bigint)`

/**
 * SQLite overwrites what it deletes (`secure_delete`), but older pages stay in the write-ahead log until it is emptied:
 * https://sqlite.org/pragma.html#pragma_wal_checkpoint. PostgreSQL's vacuum does the same in its own time.
 */
export const eraseDeleted = async (writer: Kysely<Tables>): Promise<void> => {
  if (engineOf(writer) === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(writer)
}

/** Rows of values as the table `given`. Both engines call the columns of VALUES `column1`, `column2`, …; PostgreSQL takes them for text. */
export const valuesAs = <Row>(
  rows: readonly (readonly unknown[])[],
  columns: readonly (readonly [keyof Row & string, 'text' | 'bigint'])[],
) => {
  const row = (values: readonly unknown[]) =>
    sql`(${sql.join(values.map((value, at) => sql`cast(${value} as ${sql.raw(columns[at]?.[1] ?? 'text')})`))})`
  const named = columns.map(([name], at) => sql`${sql.ref(`column${at + 1}`)} as ${sql.ref(name)}`)
  return sql<Row>`(select ${sql.join(named)} from (values ${sql.join(rows.map(row))}) as listed)`.as<'given'>(
    sql.ref('given'),
  )
}

/** The Monday of a day's week, as text. */
export const mondayOf = (engine: Asked, day: RawBuilder<string | null>): RawBuilder<string | null> =>
  engine === 'sqlite'
    ? sql`date(${day}, 'weekday 0', '-6 days')`
    : sql`to_char(date_trunc('week', cast(${day} as date)), 'YYYY-MM-DD')`

/** What a text of JSON says under a name, as text: `true`, `4.5`, `blue`. Null: nothing. */
export const jsonText = (engine: Asked, column: string, name: string): RawBuilder<string | null> =>
  engine === 'sqlite'
    ? sql`(select case told.type when 'true' then 'true' when 'false' then 'false' else cast(told.value as text) end
        from json_each(${sql.ref(column)}) as told where told.key = ${name})`
    : sql`(cast(${sql.ref(column)} as json) ->> cast(${name} as text))`

/** The names in a text of JSON, to be joined: a row for each, as `key`. */
export const jsonNames = (engine: Asked, column: string): RawBuilder<{ key: string }> =>
  engine === 'sqlite'
    ? sql`json_each(${sql.ref(column)})`
    : sql`lateral (select json_object_keys(cast(${sql.ref(column)} as json)) as key)`

const sqliteTrouble = /^SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN|NOMEM)/
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, resources, shut down, read-only. */
const postgresTrouble = /^(08|53|57P|58)|^25006$|^40(001|P01)$|^E(CONN|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH)/

/** Whether the database cannot write now and may again later: a full disk, one that became read-only, a server that is away. */
export function cannotWriteNow(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    sqliteTrouble.test(code) ||
    postgresTrouble.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}
