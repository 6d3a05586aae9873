// What the copy in columns holds, and how each of it is read from SQLite's rows.
import type SQLite from 'better-sqlite3'
import type { ColumnType } from './duckdb.ts'

type Types = Record<string, ColumnType>

/** As the view `visit` has it; visits are told apart by their number, visitors by a hash, and no click id is copied. */
const visit: Types = {
  no: 'bigint',
  visitor_id: 'varchar',
  site_id: 'varchar',
  day: 'varchar',
  started_at: 'bigint',
  last_at: 'bigint',
  views: 'bigint',
  ...Object.fromEntries(
    [
      ...['host', 'entry_page', 'exit_page'],
      ...['channel', 'source', 'medium', 'campaign', 'term', 'content', 'click_kind', 'referrer'],
      ...['country', 'region', 'city', 'browser', 'os', 'device', 'language', 'sides'],
    ].map((name) => [name, 'varchar' as const]),
  ),
}

/** Each page that a visit saw, once. */
const view: Types = { visit_no: 'bigint', site_id: 'varchar', page: 'varchar', seen: 'bigint' }

const moneyTables = ['payment', 'entry', 'entry_line', 'touch', 'credit'] as const

export interface CopiedTable {
  columns: Types
  /** Of the visits or payments that a JSON array names. */
  from: string
}

export interface CopiedTables {
  visit: CopiedTable
  view: CopiedTable
  money: Record<(typeof moneyTables)[number], CopiedTable>
}

const chosen = '(select value from json_each(?))'

export function copiedTables(rows: SQLite.Database): CopiedTables {
  const [, ...told] = Object.keys(visit)
  const list = (of: string) => told.map((name) => `${of}.${name}`).join(', ')
  return {
    visit: {
      columns: visit,
      from: `select visit_row.no, ${list('visit')} from visit_row join visit on visit.no = visit_row.no
        where visit_row.no in ${chosen}`,
    },
    view: {
      columns: view,
      from: `select view_row.visit, tracked_site.id, page.path, count(*) from view_row
        join visit_row on visit_row.no = view_row.visit join tracked_site on tracked_site.no = visit_row.site
        left join page on page.no = view_row.page where view_row.visit in ${chosen} group by 1, 2, 3`,
    },
    money: {
      payment: whole(rows, 'payment', 'id'),
      entry: whole(rows, 'entry', 'payment_id'),
      entry_line: whole(rows, 'entry_line', 'payment_id'),
      credit: whole(rows, 'credit', 'payment_id'),
      touch: touchesOf(rows),
    },
  }
}

function columnsOf(rows: SQLite.Database, table: string): Types {
  const found = rows.prepare('select name, type from pragma_table_info(?)').all(table) as {
    name: string
    type: string
  }[]
  return Object.fromEntries(found.map(({ name, type }) => [name, type.toLowerCase() === 'text' ? 'varchar' : 'bigint']))
}

function whole(rows: SQLite.Database, table: string, key: string): CopiedTable {
  const columns = columnsOf(rows, table)
  const list = Object.keys(columns).map((name) => `"${name}"`)
  return { columns, from: `select ${list.join(', ')} from ${table} where ${key} in ${chosen}` }
}

/** With what is not frozen on it. */
function touchesOf(rows: SQLite.Database): CopiedTable {
  const columns = columnsOf(rows, 'touch')
  const own = Object.keys(columns).map((name) => `touch."${name}"`)
  return {
    columns: { ...columns, ...touchExtras },
    from: `select ${own.join(', ')}, visit.referrer, visit.exit_page from touch left join visit on visit.no = touch.visit_no
      where touch.payment_id in ${chosen}`,
  }
}

const touchExtras: Types = { referrer: 'varchar', exit_page: 'varchar' }

export const definitionOf = (columns: Types): string =>
  Object.entries(columns)
    .map(([column, type]) => `"${column}" ${type}`)
    .join(', ')
