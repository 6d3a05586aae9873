// How PostgreSQL is opened: one pool, 64-bit integers as numbers.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './schema.ts'
import type { Connections } from './sqlite.ts'

const INT8 = 20

/** Times and amounts stay below 2^53; a larger value is an error and not a rounded number. */
const toSafeInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`)
  return value
}

export function openPostgres(url: string): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? toSafeInteger : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
    },
  })
  // A connection that breaks while nobody uses it: the pool makes another one. Unheard, this event would end the process.
  pool.on('error', () => undefined)
  // The same for one that breaks between two queries of a transaction: the next query on it rejects, and tells.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { reader: db, writer: db, reports: db, copy: null, checkpoints: null }
}
