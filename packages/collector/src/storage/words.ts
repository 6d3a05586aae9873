// Texts that come again and again are kept once, by site: in the rows of visits and views a number stands for them.
import type { InsertObject, Selectable } from 'kysely'
import { countRows } from './dialect.ts'
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
  /** By site and day. */
  counts: Map<string, number>
}

interface Words<Table extends WordTable> {
  /** Without asking anybody; undefined: `numberOf` knows. */
  known(trx: Db, site: number, said: Said<Table>, day: string): number | undefined
  /** `day`: the site-local one on which it is said. Inside the views' turn only. */
  numberOf(trx: Db, site: number, said: Said<Table>, day: string): Promise<number>
  saidBy(db: Db, no: number): Promise<Said<Table>>
}

/** Above it a process forgets them all and reads again what it needs. */
const MOST = 200_000
const MOST_COUNTED = 10_000

/** How many words of a table a site may say on a day, and what is said in place of one more. */
interface Limit<Table extends WordTable> {
  most: number
  other: (said: Said<Table>) => Said<Table>
  /** In place of another `other`, when there are too many of those as well. */
  last?: (said: Said<Table>) => Said<Table>
}

/** Besides the limit: one for each host of a site that has many. */
const MOST_OTHERS = 500

export function wordsOf<Table extends WordTable>(
  table: Table,
  order: readonly (keyof Said<Table>)[],
  { most, other, last = other }: Limit<Table>,
): Words<Table> {
  const keyOf = (said: Said<Table>) => {
    let key = ''
    for (const name of order) {
      const text = said[name]
      // With its length, so that no two say the same.
      key += text === null ? '-' : `${String(text).length}:${String(text)}`
    }
    return key
  }
  const numberOf = async (trx: Db, site: number, said: Said<Table>, day: string): Promise<number> => {
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
    const before = found ? 0 : await saidOn(trx, table, site, day)
    if (before >= most) {
      const instead = keyOf(other(said)) === key && before >= most + MOST_OTHERS ? last(said) : other(said)
      if (keyOf(instead) !== key) return await numberOf(trx, site, instead, day)
    }
    if (!found) sayOneMore(trx, table, site, day, before)
    // Not remembered for others yet: this transaction may be rolled back.
    const no = found
      ? await sayAgain(trx, table, found.no, day)
      : await insertWord(trx, table, { ...said, site, key, last_day: day })
    made.set(name, { no, lastDay: day })
    return no
  }
  return {
    known: (trx, site, said, day) => {
      const { kept, made } = memoryOf(trx, table)
      const name = `${site} ${keyOf(said)}`
      const known = made.get(name) ?? kept.numbers.get(name)
      return known && known.lastDay >= day ? known.no : undefined
    },
    numberOf,
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
    kept: entry(ofDatabase, table, () => ({ numbers: new Map(), said: new Map(), counts: new Map() })),
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

/** How many words the site has said on this day; counted once, then kept count of. */
const saidOn = async (trx: Db, table: WordTable, site: number, day: string): Promise<number> =>
  memoryOf(trx, table).kept.counts.get(`${site} ${day}`) ?? (await countWords(trx, table, site, day))

function sayOneMore(trx: Db, table: WordTable, site: number, day: string, before: number): void {
  const { counts } = memoryOf(trx, table).kept
  if (counts.size >= MOST_COUNTED) counts.clear()
  counts.set(`${site} ${day}`, before + 1)
}

async function countWords(trx: Db, table: WordTable, site: number, day: string): Promise<number> {
  const { count } = await trx
    .selectFrom(table as 'page')
    .select(countRows.as('count'))
    .where('site', '=', site)
    .where('last_day', '=', day)
    .executeTakeFirstOrThrow()
  return count
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

/** The number that stands for a site, without asking anybody; undefined: `numberOfSite` knows. */
export const knownSite = (trx: Db, id: string): number | undefined => sites.get(trx.getExecutor().adapter)?.get(id)

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

/** What a page or a source is called that is one too many. */
export const OTHER = '(other)'

export const pages = wordsOf('page', ['host', 'path'], {
  most: 20_000,
  other: ({ host }) => ({ host, path: OTHER }),
  last: () => ({ host: OTHER, path: OTHER }),
})

const originColumns = ['channel', 'source', 'medium', 'campaign', 'term', 'content', 'click_kind', 'referrer'] as const

export const origins = wordsOf('origin', originColumns, {
  most: 10_000,
  other: ({ channel, click_kind, campaign }) => ({
    channel,
    click_kind,
    source: OTHER,
    medium: null,
    campaign: campaign === null ? null : OTHER,
    term: null,
    content: null,
    referrer: null,
  }),
})

/** Without the place in its country, what is left is a few thousand. */
export const browsers = wordsOf('browser', ['country', 'region', 'city', 'browser', 'os', 'device', 'language'], {
  most: 20_000,
  other: (said) => ({ ...said, region: null, city: null, language: null }),
})
