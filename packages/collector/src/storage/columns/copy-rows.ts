// Takes visits and payments out of the copy and puts in what the rows say of them now.
import type SQLite from 'better-sqlite3'
import type { Columns } from './duckdb.ts'
import { addSums, type SummedDimension } from './sums.ts'
import type { CopiedTable, CopiedTables } from './tables.ts'

interface Parts {
  rows: SQLite.Database
  columns: Columns
  tables: CopiedTables
}

interface Copied {
  /** How many sums were written. */
  summed: number
  /** Those that the visits led to: they name a visit by its number. */
  payments: string[]
  /** How many are not there any more. */
  gone: number
}

export async function copyVisits(
  parts: Parts,
  numbers: readonly number[],
  dimensions: readonly SummedDimension[],
): Promise<Copied> {
  if (numbers.length === 0) return { summed: 0, payments: [], gone: 0 }
  const { columns, tables } = parts
  await columns.append(
    'changed',
    ['bigint'],
    numbers.map((no) => [no]),
  )
  await fresh(parts, 'visit', tables.visit, numbers)
  await fresh(parts, 'view', tables.view, numbers)
  await columns.run(`insert into affected select visitor_id, started_at from visit where no in (select no from changed)
    union all select hash(visitor_id), started_at from fresh_visit`)
  const before = await count(columns)
  const gone = await goneOf(columns)
  await addSums(columns, dimensions, -1)
  await columns.run('delete from visit where no in (select no from changed)')
  await columns.run('delete from view where visit_no in (select no from changed)')
  await columns.run('insert into visit select * replace (hash(visitor_id) as visitor_id) from fresh_visit order by no')
  await columns.run('insert into view select * from fresh_view order by visit_no')
  await addSums(columns, dimensions, 1)
  const payments = [...paidAfter(parts, numbers), ...(await paidBefore(columns))]
  await seenByPayers(columns)
  for (const table of ['changed', 'fresh_visit', 'fresh_view', 'affected']) await columns.run(`delete from ${table}`)
  return { summed: (await count(columns)) - before, payments, gone }
}

export async function copyPayments(parts: Parts, ids: readonly string[]): Promise<void> {
  const { columns, tables } = parts
  await columns.append(
    'changed_payment',
    ['varchar'],
    ids.map((id) => [id]),
  )
  await columns.run(
    'insert into changed select visit_no from touch where payment_id in (select id from changed_payment)',
  )
  for (const [name, table] of Object.entries(tables.money)) {
    await fresh(parts, name, table, ids)
    const key = name === 'payment' ? 'id' : 'payment_id'
    await columns.run(`delete from ${name} where ${key} in (select id from changed_payment)`)
    await columns.run(`insert into ${name} select * from fresh_${name}`)
    await columns.run(`delete from fresh_${name}`)
  }
  await columns.run(
    'insert into changed select visit_no from touch where payment_id in (select id from changed_payment)',
  )
  await seenByPayers(columns)
  for (const table of ['changed', 'changed_payment']) await columns.run(`delete from ${table}`)
}

async function fresh({ rows, columns }: Parts, name: string, table: CopiedTable, keys: readonly unknown[]) {
  const found = rows.prepare(table.from).raw().iterate(JSON.stringify(keys)) as IterableIterator<unknown[]>
  await columns.append(`fresh_${name}`, Object.values(table.columns), found)
}

/** What the visits saw that led to a payment, apart: they are few, and their pages are asked for with the money. */
async function seenByPayers(columns: Columns): Promise<void> {
  await columns.run('delete from paid.view where visit_no in (select no from changed)')
  await columns.run(`insert into paid.view select * from view where visit_no in (select no from changed)
    and visit_no in (select visit_no from touch)`)
}

const paidAfter = ({ rows }: Parts, numbers: readonly number[]): string[] =>
  rows
    .prepare('select distinct payment_id from touch where visit_no in (select value from json_each(?))')
    .pluck()
    .all(JSON.stringify(numbers)) as string[]

async function paidBefore(columns: Columns): Promise<string[]> {
  const found = await columns.rows('select distinct payment_id from touch where visit_no in (select no from changed)')
  return found.map(({ payment_id }) => String(payment_id))
}

async function goneOf(columns: Columns): Promise<number> {
  const [found] = await columns.rows(`select count(*) as count from visit
    where no in (select no from changed) and no not in (select no from fresh_visit)`)
  return Number(found?.count ?? 0)
}

const count = async (columns: Columns): Promise<number> => {
  const [found] = await columns.rows('select count(*) as count from summary')
  return Number(found?.count ?? 0)
}
