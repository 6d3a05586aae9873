// DuckDB as the copy needs it: opened modestly, filled in chunks, read as plain values. It is an optional dependency.
import type { DuckDBConnection, DuckDBInstance, DuckDBType, DuckDBValue } from '@duckdb/node-api'

/** Of a column: a text, a whole number, or a hash of 64 bits. */
export type ColumnType = 'varchar' | 'bigint' | 'ubigint'

/** One thread and little memory: views are taken in beside it (measured in ADR 17). */
const settings = {
  threads: '1',
  memory_limit: '512MB',
  preserve_insertion_order: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
}
const ROWS_AT_ONCE = 2_048

export interface Columns {
  run(text: string, values?: readonly unknown[]): Promise<void>
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Of a table of this connection alone. */
  append(table: string, types: readonly ColumnType[], rows: Iterable<unknown[]>): Promise<void>
  /** What is being done fails soon, and what is asked from here on at once: only `close` is left to do. */
  interrupt(): void
  close(): void
}

/** There is no DuckDB for this machine, or it does not run here. */
export class NoColumns extends Error {}

export async function openColumns(file: string): Promise<Columns> {
  const api = await import('@duckdb/node-api').catch((error: unknown) => {
    throw new NoColumns('DuckDB does not run on this machine: reports on many views take longer.', { cause: error })
  })
  const instance: DuckDBInstance = await api.DuckDBInstance.create(file, settings)
  const connection = await instance.connect()
  // As in SQLite and PostgreSQL.
  await connection.run('set integer_division = true')
  const types: Record<ColumnType, DuckDBType> = { varchar: api.VARCHAR, bigint: api.BIGINT, ubigint: api.UBIGINT }
  let isEnding = false
  const demandTime = () => {
    if (isEnding) throw new Error('The copy in columns is being closed.')
  }
  return {
    run: async (text, values) => {
      demandTime()
      await connection.run(text, bound(values))
    },
    rows: async (text, values) => {
      demandTime()
      const reader = await connection.runAndReadAll(text, bound(values))
      return reader.getRowObjectsJS().map(plain)
    },
    append: async (table, names, rows) => {
      demandTime()
      const appender = await connection.createAppender(table, 'main', 'temp')
      for (const columns of chunksOf(names, rows)) {
        const chunk = api.DuckDBDataChunk.create(
          names.map((name) => types[name]),
          columns[0]?.length ?? 0,
        )
        chunk.setColumns(columns)
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
    },
    interrupt: () => {
      isEnding = true
      connection.interrupt()
    },
    close: () => closed(connection, instance),
  }
}

function closed(connection: DuckDBConnection, instance: DuckDBInstance): void {
  connection.closeSync()
  instance.closeSync()
}

const bound = (values: readonly unknown[] = []): DuckDBValue[] =>
  values.map((value) => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : (value as DuckDBValue)))

function* chunksOf(types: readonly ColumnType[], rows: Iterable<unknown[]>): Generator<DuckDBValue[][]> {
  let columns: DuckDBValue[][] = types.map(() => [])
  for (const row of rows) {
    for (const [at, type] of types.entries()) columns[at]?.push(toValue(row[at], type))
    if ((columns[0]?.length ?? 0) < ROWS_AT_ONCE) continue
    yield columns
    columns = types.map(() => [])
  }
  if ((columns[0]?.length ?? 0) > 0) yield columns
}

const toValue = (value: unknown, type: ColumnType): DuckDBValue =>
  typeof value === 'number' && type !== 'varchar' ? BigInt(value) : (value as DuckDBValue)

/** Times and amounts stay below 2^53; a larger value is an error and not a rounded number. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value !== 'bigint') continue
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large for a number`)
    row[name] = number
  }
  return row
}
