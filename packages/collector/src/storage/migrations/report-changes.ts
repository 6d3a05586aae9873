// What the copy in columns has to read again is noted by the database itself, whoever writes: a trigger forgets nobody.
import { type Kysely, sql } from 'kysely'
import { engineOf } from '../dialect.ts'
import { countedOfVisit } from './counted.ts'

/** The copy may know it; later ones it finds by their numbers. In a rush that is all that most visits cost. */
const mayBeCopied = (visit: string) => `${visit} <= (select last from counter where name = 'copied')`

/** Of each table, what stands for the visit or the payment whose rows changed. PostgreSQL has no such copy. */
const noted = {
  visit_row: { events: ['insert', 'update', 'delete'], column: 'visit', of: 'no' },
  // A view that arrives changes its visit as well.
  view_row: { events: ['update', 'delete'], column: 'visit', of: 'visit' },
  payment: { events: ['insert', 'update', 'delete'], column: 'payment_id', of: 'id' },
  entry: { events: ['insert', 'update', 'delete'], column: 'payment_id', of: 'payment_id' },
  entry_line: { events: ['insert', 'update', 'delete'], column: 'payment_id', of: 'payment_id' },
  touch: { events: ['insert', 'update', 'delete'], column: 'payment_id', of: 'payment_id' },
  credit: { events: ['insert', 'update', 'delete'], column: 'payment_id', of: 'payment_id' },
} as const

export async function noteChanges(db: Kysely<unknown>): Promise<void> {
  if (engineOf(db) !== 'sqlite') return
  for (const [table, { events, column, of }] of Object.entries(noted))
    for (const event of events) {
      const rows = event === 'insert' ? ['new'] : event === 'delete' ? ['old'] : ['old', 'new']
      // What a row was of before it was moved counts again too.
      const second = event === 'update' ? sql` union select ${sql.ref(`new.${of}`)}` : sql``
      const when = event === 'update' && table === 'visit_row' ? `update of ${countedOfVisit}` : event
      // A view that is moved leaves a visit that may be copied, or comes to one.
      const isKnown = column === 'visit' ? `when ${rows.map((row) => mayBeCopied(`${row}.${of}`)).join(' or ')}` : ''
      await sql`create trigger ${sql.ref(`${table}_${event}_is_noted`)} after ${sql.raw(when)} on ${sql.ref(table)}
        ${sql.raw(isKnown)}
        begin
          insert into report_change (${sql.ref(column)}) select ${sql.ref(`${rows[0]}.${of}`)}${second};
        end`.execute(db)
    }
}
