// Puts rows in order and adds up those of one key, on disk: memory stays flat however many there are.
import SQLite from 'better-sqlite3'

export interface Sorted<About> {
  about: About
  sums: readonly [number, number, number]
  /** How much of everything has come out with this row. */
  share: number
}

export interface Sorter<About> {
  /** Rows of one key are one: their counts add up, and the row with the least `at` says what it is about. */
  add(key: string, at: number, about: About, counts: readonly [number, number, number]): void
  /** By `at`; those of one instant as they came. */
  inOrder(): Generator<Sorted<About>>
  close(): void
}

const CACHE_KB = 16_000

/** A database without a name lies in a temporary file that nobody else sees, and is gone when it is closed: https://sqlite.org/inmemorydb.html#temp_db */
export function openSorter<About>(): Sorter<About> {
  const database = new SQLite('')
  database.pragma(`cache_size = -${CACHE_KB}`)
  database.pragma('temp_store = FILE')
  database.exec(
    'create table row (no integer primary key, key text unique, at real, about text, a real, b real, c real)',
  )
  database.exec('begin')
  const put = database.prepare(
    `insert into row (key, at, about, a, b, c) values (?, ?, ?, ?, ?, ?) on conflict (key) do update set
      a = a + excluded.a, b = b + excluded.b, c = c + excluded.c,
      about = case when excluded.at < at then excluded.about else about end, at = min(at, excluded.at)`,
  )
  return {
    add: (key, at, about, counts) => void put.run(key, at, JSON.stringify(about), ...counts),
    inOrder: function* () {
      const { size } = database.prepare('select count(*) as size from row').get() as { size: number }
      const rows = database.prepare('select about, a, b, c from row order by at, no').raw()
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
