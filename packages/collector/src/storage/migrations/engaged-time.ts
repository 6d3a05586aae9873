// How long the views of a visit were looked at, as the visit keeps it: the sum of what is known of its views, whichever came first,
// the time, the view, or a late view that moves others into another visit. A trigger forgets nobody.
import { type Kysely, sql } from 'kysely'
import { engineOf } from '../dialect.ts'

export async function sumEngagedTime(db: Kysely<unknown>): Promise<void> {
  if (engineOf(db) === 'sqlite') for (const statement of onSqlite) await sql.raw(statement).execute(db)
  else for (const statement of onPostgres) await sql.raw(statement).execute(db)
}

/** Time that another site told of this view is not its time. */
const timeOf = (
  view: string,
) => `(select engaged_ms from engagement join tracked_site on tracked_site.id = engagement.site_id
  where view_id = ${view}.id and tracked_site.no = visit_row.site)`

const ofAllViews = `(select coalesce(sum(engaged_ms), 0) from view_row
  join engagement on engagement.view_id = view_row.id
  join tracked_site on tracked_site.id = engagement.site_id and tracked_site.no = visit_row.site
  where view_row.visit = visit_row.no)`

const add = (what: string, visit: string) =>
  `update visit_row set engaged = engaged + coalesce(${what}, 0) where no = ${visit};`

/** By the index of the ends of ids (dialect.ts). */
const endOf = (id: string) => `substr(${id}, length(${id}) - 4)`
const visitOfTime = `(select visit from view_row where ${endOf('id')} = ${endOf('new.view_id')} and id = new.view_id)`
const isOfItsSite = 'site = (select no from tracked_site where id = new.site_id)'
const addTime = (ms: string) =>
  `update visit_row set engaged = engaged + ${ms} where no = ${visitOfTime} and ${isOfItsSite};`

/** https://sqlite.org/lang_createtrigger.html: what WHEN says is all that most views and visits cost. */
const onSqlite = [
  `create trigger engagement_insert_is_summed after insert on engagement begin ${addTime('new.engaged_ms')} end`,
  `create trigger engagement_update_is_summed after update on engagement when new.engaged_ms <> old.engaged_ms
    begin ${addTime('new.engaged_ms - old.engaged_ms')} end`,
  `create trigger view_insert_is_summed after insert on view_row
    when exists (select 1 from engagement where view_id = new.id) begin ${add(timeOf('new'), 'new.visit')} end`,
  `create trigger view_move_is_summed after update of visit on view_row
    when exists (select 1 from engagement where view_id = new.id)
    begin ${add(`-${timeOf('new')}`, 'old.visit')} ${add(timeOf('new'), 'new.visit')} end`,
  `create trigger visit_insert_is_summed after insert on visit_row
    when exists (select 1 from view_row where visit = new.no)
    begin update visit_row set engaged = ${ofAllViews} where no = new.no; end`,
]

const postgresTrigger = (name: string, event: string, table: string, body: string) => [
  `create function ${name}() returns trigger language plpgsql as $$ begin ${body} return null; end $$`,
  `create trigger ${name} after ${event} on ${table} for each row execute function ${name}()`,
]

/** https://www.postgresql.org/docs/current/plpgsql-trigger.html */
const onPostgres = [
  ...postgresTrigger('engagement_insert_is_summed', 'insert', 'engagement', addTime('new.engaged_ms')),
  ...postgresTrigger('engagement_update_is_summed', 'update', 'engagement', addTime('new.engaged_ms - old.engaged_ms')),
  ...postgresTrigger('view_insert_is_summed', 'insert', 'view_row', ifKnown(add(timeOf('new'), 'new.visit'))),
  ...postgresTrigger(
    'view_move_is_summed',
    'update of visit',
    'view_row',
    ifKnown(`${add(`-${timeOf('new')}`, 'old.visit')} ${add(timeOf('new'), 'new.visit')}`),
  ),
  ...postgresTrigger(
    'visit_insert_is_summed',
    'insert',
    'visit_row',
    `if exists (select 1 from view_row where visit = new.no) then
      update visit_row set engaged = ${ofAllViews} where no = new.no; end if;`,
  ),
]

function ifKnown(body: string): string {
  return `if exists (select 1 from engagement where view_id = new.id) then ${body} end if;`
}
