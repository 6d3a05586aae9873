// Statements of the way in: compiled by Kysely once for each engine and size, then run with other values.
//
// Many go at once, in sizes that are powers of two: few statements, and all of them stay prepared. Only what is written to SQLite is
// written row by row: there is no way there and back to spare, and one statement for many rows costs twice as much.
import type { CompiledQuery, InsertObject, SqliteDatabase } from 'kysely'
import { type Engine, engineOf } from './dialect.ts'
import { connectionOf } from './direct.ts'
import type { Db, Tables } from './schema.ts'

/** Stands where a value will be. */
class Slot {
  readonly index: number
  constructor(index: number) {
    this.index = index
  }
}

interface Template {
  query: CompiledQuery
  /** Which value each parameter takes; others are constants of the statement. */
  parameters: readonly unknown[]
  /** Nothing but the values, in their order. */
  isPlain: boolean
}

interface Compilable {
  compile(): CompiledQuery
}

const LARGEST = 128

/** `build` sees places and no values, which fit every column's type. */
function hot<Row>(build: (db: Db, places: readonly never[]) => Compilable) {
  const templates = new Map<Engine, Map<number, Template>>()
  const templateOf = (db: Db, size: number): Template => {
    const engine = engineOf(db)
    const bySize = templates.get(engine) ?? new Map<number, Template>()
    templates.set(engine, bySize)
    const template = bySize.get(size) ?? compileFor(db, size, build)
    bySize.set(size, template)
    return template
  }
  return {
    once: async (db: Db, values: readonly unknown[]): Promise<Row[]> => {
      const template = templateOf(db, values.length)
      const { rows } = await db.executeQuery({ ...template.query, parameters: parametersOf(template, values) })
      return rows as Row[]
    },
    each: (db: Db, connection: SqliteDatabase, rows: readonly (readonly unknown[])[]): void => {
      const [first] = rows
      if (!first) return
      const template = templateOf(db, first.length)
      const statement = connection.prepare(template.query.sql)
      for (const row of rows) statement.run(parametersOf(template, row))
    },
  }
}

const parametersOf = ({ parameters, isPlain }: Template, values: readonly unknown[]): readonly unknown[] =>
  isPlain ? values : parameters.map((one) => (one instanceof Slot ? values[one.index] : one))

function compileFor(db: Db, size: number, build: (db: Db, places: readonly never[]) => Compilable): Template {
  const places = Array.from({ length: size }, (_, index) => new Slot(index) as never)
  const query = build(db, places).compile()
  const { parameters } = query
  const isPlain = parameters.length === size && parameters.every((one, at) => one instanceof Slot && one.index === at)
  return { query, parameters, isPlain }
}

/** The rows of many keys at once; `fixed` values come first among the places. A key that is asked for twice is found once. */
export function hotLookUp<Row>(
  build: (db: Db, fixed: readonly never[], keys: readonly never[]) => Compilable,
  count = 0,
) {
  const { once } = hot<Row>((db, places) => build(db, places.slice(0, count), places.slice(count)))
  return async (db: Db, keys: readonly string[], fixed: readonly unknown[] = []): Promise<Row[]> => {
    const found: Row[][] = []
    for (let from = 0; from < keys.length; from += LARGEST)
      found.push(await once(db, [...fixed, ...padded(keys.slice(from, from + LARGEST))]))
    return found.flat()
  }
}

function padded(keys: readonly string[]): readonly string[] {
  const size = 2 ** Math.ceil(Math.log2(keys.length))
  return [...keys, ...Array<string>(size - keys.length).fill(keys[0] ?? '')]
}

/** Runs `build` for rows of `width` values each; `one`: what says the same of a single row in fewer words. */
export function hotRows(
  width: number,
  build: (db: Db, rows: (readonly never[])[]) => Compilable,
  one: (db: Db, row: readonly never[]) => Compilable = (db, row) => build(db, [row]),
) {
  const { each } = hot(one)
  const { once } = hot((db, places) =>
    build(
      db,
      Array.from({ length: places.length / width }, (_, row) => places.slice(row * width, (row + 1) * width)),
    ),
  )
  return async (db: Db, rows: readonly (readonly unknown[])[]): Promise<void> => {
    const connection = connectionOf(db)
    if (connection) return void each(db, connection, rows)
    let from = 0
    while (from < rows.length) {
      const size = Math.min(LARGEST, 2 ** Math.floor(Math.log2(rows.length - from)))
      await once(db, rows.slice(from, from + size).flat())
      from += size
    }
  }
}

/** Every row has the same columns. */
export function hotInsert<Table extends keyof Tables>(table: Table) {
  let columns: string[] = []
  let insert: ReturnType<typeof hotRows> | undefined
  return async (db: Db, rows: readonly InsertObject<Tables, Table>[]): Promise<void> => {
    const [first] = rows
    if (!first) return
    if (!insert) {
      columns = Object.keys(first)
      insert = hotRows(columns.length, (on, places) =>
        on
          .insertInto(table)
          .values(places.map((row) => Object.fromEntries(row.map((place, at) => [columns[at], place])) as never)),
      )
    }
    await insert(
      db,
      rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column])),
    )
  }
}
