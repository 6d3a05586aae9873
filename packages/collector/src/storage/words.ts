// Texts that come again and again are kept once, by site: in the rows of visits and views a number stands for them.
import type { InsertObject, Selectable } from 'kysely'
import type { Db, Tables } from './schema.ts'

type WordTable = 'page' | 'origin' | 'browser'
type Own = 'no' | 'site' | 'key' | 'last_day'

/** What a word of a table says. */
export type Said<Table extends WordTable> = Omit<Selectable<Tables[Table]>, Own>

interface Known {
  no: number
  lastDay: string
}

interface Memory {
  numbers: Map<string, Known>
  said: Map<number, object>
}

interface Words<Table extends WordTable> {
  /** `day`: the site-local one on which it is said. Inside the views' turn only. */
  numberOf(trx: Db, site: number, said: Said<Table>, day: string): Promise<number>
  saidBy(db: Db, no: number): Promise<Said<Table>>
}

/** Above it a process forgets them all and reads again what it needs. */
const MOST = 200_000

function wordsOf<Table extends WordTable>(table: Table, order: readonly (keyof Said<Table>)[]): Words<Table> {
  const keyOf = (said: Said<Table>) => JSON.stringify(order.map((name) => said[name]))
  return {
    numberOf: async (trx, site, said, day) => {
      const key = keyOf(said)
      const { kept, made } = memoryOf(trx, table)
      const name = `${site} ${key}`
      const known = made.get(name) ?? kept.numbers.get(name)
      if (known && known.lastDay >= day) return known.no
      const found = await findWord(trx, table, site, key)
      if (found && found.lastDay >= day) {
        remember(kept, name, found, said)
        return found.no
      }
      // Not remembered for others yet: this transaction may be rolled back.
      const no = found
        ? await sayAgain(trx, table, found.no, day)
        : await insertWord(trx, table, { ...said, site, key, last_day: day })
      made.set(name, { no, lastDay: day })
      return no
    },
    saidBy: async (db, no) => {
      const { kept } = memoryOf(db, table)
      const known = kept.said.get(no) ?? (await readWord(db, table, no))
      return known as Said<Table>
    },
  }
}

function remember(kept: Memory, name: string, known: Known, said: object): void {
  if (kept.numbers.size >= MOST) {
    kept.numbers.clear()
    kept.said.clear()
  }
  kept.numbers.set(name, known)
  kept.said.set(known.no, said)
}

/** By database, and what was made by transaction. */
const memories = new WeakMap<object, Map<WordTable, Memory>>()
const inTransactions = new WeakMap<Db, Map<WordTable, Map<string, Known>>>()

function memoryOf(db: Db, table: WordTable): { kept: Memory; made: Map<string, Known> } {
  const ofDatabase = entry(memories, db.getExecutor().adapter, () => new Map<WordTable, Memory>())
  const ofTransaction = entry(inTransactions, db, () => new Map<WordTable, Map<string, Known>>())
  return {
    kept: entry(ofDatabase, table, () => ({ numbers: new Map(), said: new Map() })),
    made: entry(ofTransaction, table, () => new Map()),
  }
}

interface Entries<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): unknown
}

function entry<Key, Value>(among: Entries<Key, Value>, key: Key, make: () => Value): Value {
  const known = among.get(key)
  if (known !== undefined) return known
  const made = make()
  among.set(key, made)
  return made
}

async function findWord(trx: Db, table: WordTable, site: number, key: string): Promise<Known | null> {
  const row = await trx
    .selectFrom(table as 'page')
    .select(['no', 'last_day'])
    .where('site', '=', site)
    .where('key', '=', key)
    .executeTakeFirst()
  return row ? { no: row.no, lastDay: row.last_day } : null
}

async function sayAgain(trx: Db, table: WordTable, no: number, day: string): Promise<number> {
  await trx
    .updateTable(table as 'page')
    .set({ last_day: day })
    .where('no', '=', no)
    .execute()
  return no
}

async function insertWord(trx: Db, table: WordTable, row: object): Promise<number> {
  const { no } = await trx
    .insertInto(table as 'page')
    .values(row as InsertObject<Tables, 'page'>)
    .returning('no')
    .executeTakeFirstOrThrow()
  return no
}

async function readWord(db: Db, table: WordTable, no: number): Promise<object> {
  return await db
    .selectFrom(table as 'page')
    .selectAll()
    .where('no', '=', no)
    .executeTakeFirstOrThrow()
}

/** What was last said before this day. Nothing that is kept says it any more. */
export async function forgetWords(trx: Db, siteId: string, day: string): Promise<void> {
  const site = await trx.selectFrom('tracked_site').select('no').where('id', '=', siteId).executeTakeFirst()
  if (!site) return
  for (const table of ['page', 'origin', 'browser'] as const)
    await trx.deleteFrom(table).where('site', '=', site.no).where('last_day', '<', day).execute()
}

const sites = new WeakMap<object, Map<string, number>>()

/** The number that stands for a site. It is never forgotten. */
export async function numberOfSite(trx: Db, id: string): Promise<number> {
  const kept = entry(sites, trx.getExecutor().adapter, () => new Map<string, number>())
  const known = kept.get(id)
  if (known !== undefined) return known
  const found = await trx.selectFrom('tracked_site').select('no').where('id', '=', id).executeTakeFirst()
  if (found) {
    kept.set(id, found.no)
    return found.no
  }
  return (await trx.insertInto('tracked_site').values({ id }).returning('no').executeTakeFirstOrThrow()).no
}

export const pages = wordsOf('page', ['host', 'path'])
export const origins = wordsOf('origin', [
  'channel',
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'click_kind',
  'referrer',
])
export const browsers = wordsOf('browser', ['country', 'region', 'city', 'browser', 'os', 'device', 'language'])
