// Puts rows in order and adds up those of one key, on disk: memory stays flat however many there are.
import SQLite from 'better-sqlite3'

export interface Sorted<About> {
  about: About
  sums: readonly [number, number, number]
  /** How much of everything has come out with this row. */
  share: number
}

/** When a row happened, and where it is among the others: by this text. */
interface Place {
  at: number
  order: string
}

export interface Sorter<About> {
  /** Rows of one key are one: their counts add up, and the row with the least `at` says what it is about and where its place is. */
  add(key: string, place: Place, about: About, counts: readonly [number, number, number]): void
  /** Those of one place as they came. */
  inOrder(): Generator<Sorted<About>>
  close(): void
}

const CACHE_KB = 16_000

/** The order is kept while rows come: put in order afterwards, they would lie in a file that SQLite maps into memory, all of it. */
export const sortedTable = `
  create table row (no integer primary key, key text unique, at real, place text, about text, a real, b real, c real);
  create index row_in_order on row (place)`

export const rowsInOrder = 'select about, a, b, c from row order by place, no'

/** A database without a name lies in a temporary file that nobody else sees, and is gone when it is closed: https://sqlite.org/inmemorydb.html#temp_db */
export function openSorter<About>(): Sorter<About> {
  const database = new SQLite('')
  database.pragma(`cache_size = -${CACHE_KB}`)
  database.pragma('temp_store = FILE')
  database.exec(sortedTable)
  database.exec('begin')
  const put = database.prepare(
    `insert into row (key, at, place, about, a, b, c) values (?, ?, ?, ?, ?, ?, ?) on conflict (key) do update set
      a = a + excluded.a, b = b + excluded.b, c = c + excluded.c,
      about = case when excluded.at < at then excluded.about else about end,
      place = case when excluded.at < at then excluded.place else place end, at = min(at, excluded.at)`,
  )
  return {
    add: (key, { at, order }, about, counts) => void put.run(key, at, order, JSON.stringify(about), ...counts),
    inOrder: function* () {
      const { size } = database.prepare('select count(*) as size from row').get() as { size: number }
      const rows = database.prepare(rowsInOrder).raw()
      let done = 0
      for (const row of rows.iterate()) {
        const [about, a, b, c] = row as [string, number, number, number]
        done += 1
        yield { about: JSON.parse(about) as About, sums: [a, b, c], share: done / size }
      }
    },
    close: () => void database.close(),
  }
}
