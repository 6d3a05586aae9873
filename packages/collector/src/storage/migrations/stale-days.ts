// A day that was summed up is stale once one of its visits is there, changes or goes, whoever does it: a trigger forgets nobody.
import { type Kysely, sql } from 'kysely'
import { engineOf } from '../dialect.ts'
import { countedOfVisit } from './counted.ts'

export async function makeStale(db: Kysely<unknown>): Promise<void> {
  if (engineOf(db) === 'sqlite') await onSqlite(db)
  else await onPostgres(db)
}

/** https://sqlite.org/lang_createtrigger.html: what WHEN says is all that a visit of today costs. */
async function onSqlite(db: Kysely<unknown>): Promise<void> {
  for (const [event, row] of [
    ['insert', 'new'],
    [`update of ${countedOfVisit}`, 'new'],
    ['delete', 'old'],
  ] as const) {
    const visit = sql.raw(row)
    await sql`create trigger ${sql.ref(`visit_${event.split(' ')[0]}_makes_stale`)} after ${sql.raw(event)} on visit_row
      when exists (select 1 from summary_day where site = ${visit}.site and day = ${visit}.day)
      begin
        update summary_day set state = 'stale' where site = ${visit}.site and day = ${visit}.day;
      end`.execute(db)
  }
}

/** https://www.postgresql.org/docs/current/plpgsql-trigger.html */
async function onPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function make_day_stale() returns trigger language plpgsql as $$
    declare
      visit record := coalesce(new, old);
    begin
      update summary_day set state = 'stale' where site = visit.site and day = visit.day and state <> 'stale';
      return null;
    end $$`.execute(db)
  await sql`create trigger visit_makes_stale after insert or update of ${sql.raw(countedOfVisit)} or delete on visit_row
    for each row execute function make_day_stale()`.execute(db)
}
