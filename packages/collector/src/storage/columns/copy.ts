// The rows that reports count, once more in columns: built once, then kept as the rows are by what the database notes of its changes.
import { createHash } from 'node:crypto'
import type SQLite from 'better-sqlite3'
import { isInUse, removeCopy, writeAnew } from './copy-file.ts'
import { copyPayments, copyVisits } from './copy-rows.ts'
import { type Columns, NoColumns, openColumns } from './duckdb.ts'
import { areOf, changesAfter, copiedUntil, countBetween, lastChange, paymentsAfter, visitsBetween } from './how-far.ts'
import { MoneyAnswers } from './money-answers.ts'
import { compactSums, type SummedDimension, sumsTable } from './sums.ts'
import { type CopiedTables, copiedTables, definitionOf } from './tables.ts'

export interface Copying {
  rows: SQLite.Database
  file: string
  dimensions: readonly SummedDimension[]
}

/** How far the copy is. */
interface Progress {
  /** Of what and how it is made: another one is begun anew. */
  plan: string
  change: number
  /** Visits up to this number are there; those up to what the rows call `copied` may be, and their changes are noted. */
  visit: number
  /** The last payment that is there; null once they all are. */
  payment: string | null
  /** Visits that are gone were in it: their bytes still are, until it is written anew. */
  forgotten?: boolean
}

/** One step takes a fraction of a second: questions are answered between two of them. */
const VISITS_AT_ONCE = 20_000
const PAYMENTS_AT_ONCE = 5_000
const CHANGES_AT_ONCE = 20_000
/** With more than these to read again a question had better be asked of the rows. */
const MOST_BEHIND = 60_000
const COMPACT_AT = 50_000

/** The layout of the copy. */
const VERSION = 2

export class ColumnCopy {
  readonly columns: Columns
  readonly #money = new MoneyAnswers()
  readonly #copying: Copying
  readonly #tables: CopiedTables
  readonly #plan: string
  #progress: Progress
  #loose = 0
  #forgotten = false
  #isOpen = true

  private constructor(columns: Columns, copying: Copying) {
    this.columns = columns
    this.#copying = copying
    this.#tables = copiedTables(copying.rows)
    this.#plan = printOf([VERSION, this.#tables, copying.dimensions])
    this.#progress = { plan: this.#plan, change: 0, visit: 0, payment: '' }
  }

  /** A file that cannot be read, or is not of these rows, is made anew. */
  static async open(copying: Copying): Promise<ColumnCopy> {
    const columns = await openColumns(copying.file).catch((error: unknown) => {
      if (error instanceof NoColumns || isInUse(error)) throw error
      removeCopy(copying.file)
      return openColumns(copying.file)
    })
    const copy = new ColumnCopy(columns, copying)
    await copy.#begin()
    return copy
  }

  /** One step towards what the rows say now. True: it was the last one. */
  async step(): Promise<boolean> {
    const { visit, payment } = this.#progress
    const until = copiedUntil(this.#copying.rows)
    if (visit < until) await this.#addVisits(visit, until)
    else if (payment !== null) await this.#buildPayments(payment)
    else return await this.#followChanges()
    return false
  }

  /** How many visits and changes the rows are ahead; null while the copy is being built. */
  behind(): number | null {
    const { visit, payment, change } = this.#progress
    if (payment !== null) return null
    const { rows } = this.#copying
    return lastChange(rows) - change + countBetween(rows, visit, copiedUntil(rows), MOST_BEHIND + 1)
  }

  async rows(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return await this.#money.rows(text, values, () => this.columns.rows(text, values))
  }

  /** Makes it so, where that is worth while to wait for. */
  async isCurrent(): Promise<boolean> {
    const behind = this.behind()
    if (behind === null || behind > MOST_BEHIND) return false
    for (let isLast = false; !isLast; ) isLast = await this.step()
    return true
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.columns.close()
    this.#copying.rows.close()
  }

  /** DuckDB takes rows out of its tables, but not out of its file: https://duckdb.org/docs/stable/operations_manual/footprint_of_duckdb/reclaiming_space */
  get holdsForgotten(): boolean {
    return this.#forgotten
  }

  /** All that it says now, and nothing that it ever said. */
  async writeTo(file: string): Promise<void> {
    // Sums of what is gone are nothing only once they are added up.
    await this.#compact()
    await writeAnew(this.columns, file, JSON.stringify({ ...this.#progress, forgotten: false }))
  }

  /** Changes up to here need not be noted any longer. */
  get followed(): number {
    return this.#progress.change
  }

  async #begin(): Promise<void> {
    await this.columns.run('create table if not exists copied (progress varchar)')
    const [found] = await this.columns.rows('select progress from copied')
    const known = found ? (JSON.parse(String(found.progress)) as Progress) : null
    const isOfThese = known && areOf(this.#copying.rows, known)
    if (isOfThese && known.plan === this.#plan) {
      this.#progress = known
      this.#forgotten = known.forgotten ?? false
      this.#loose = COMPACT_AT
    } else await this.#beginAnew()
    await this.#prepare()
  }

  async #beginAnew(): Promise<void> {
    const { visit, view, money } = this.#tables
    await this.#changing(async () => {
      await this.columns.run(
        `create or replace table visit (${definitionOf({ ...visit.columns, visitor_id: 'ubigint' })})`,
      )
      await this.columns.run(`create or replace table view (${definitionOf(view.columns)})`)
      await this.columns.run('create schema if not exists paid')
      await this.columns.run(`create or replace table paid.view (${definitionOf(view.columns)})`)
      for (const [name, { columns }] of Object.entries(money))
        await this.columns.run(`create or replace table ${name} (${definitionOf(columns)})`)
      await this.columns.run(`create or replace ${sumsTable}`)
      await this.columns.run("create or replace macro to_char(day, form) as strftime(day, '%Y-%m-%d')")
      return { ...this.#progress, change: lastChange(this.#copying.rows) }
    })
  }

  /** Tables that rows pass through. */
  async #prepare(): Promise<void> {
    const { visit, view, money } = this.#tables
    for (const [name, { columns }] of Object.entries({ visit, view, ...money }))
      await this.columns.run(`create temp table fresh_${name} (${definitionOf(columns)})`)
    await this.columns.run('create temp table changed (no bigint)')
    await this.columns.run('create temp table changed_payment (id varchar)')
    await this.columns.run('create temp table affected (visitor_id ubigint, started_at bigint)')
  }

  async #addVisits(after: number, until: number): Promise<void> {
    const next = visitsBetween(this.#copying.rows, after, until, VISITS_AT_ONCE)
    await this.#changing(async () => {
      const paid = await this.#copyVisits(next)
      // Until they are all there, their turn comes after the visits'.
      if (this.#progress.payment === null) await this.#copyPayments(paid)
      return { ...this.#progress, visit: next.length < VISITS_AT_ONCE ? until : (next.at(-1) ?? until) }
    })
  }

  async #buildPayments(after: string): Promise<void> {
    const next = paymentsAfter(this.#copying.rows, after, PAYMENTS_AT_ONCE)
    await this.#changing(async () => {
      await this.#copyPayments(next)
      return { ...this.#progress, payment: next.at(-1) ?? null }
    })
  }

  async #followChanges(): Promise<boolean> {
    const { change } = this.#progress
    const noted = changesAfter(this.#copying.rows, change, CHANGES_AT_ONCE)
    const last = noted.at(-1)
    if (!last) {
      if (this.#loose > COMPACT_AT) await this.#compact()
      return true
    }
    const visits = new Set(noted.flatMap(({ visit }) => visit ?? []))
    const payments = new Set(noted.flatMap(({ payment_id }) => payment_id ?? []))
    await this.#changing(async () => {
      for (const id of await this.#copyVisits([...visits])) payments.add(id)
      await this.#copyPayments([...payments])
      return { ...this.#progress, change: last.no }
    })
    return noted.length < CHANGES_AT_ONCE
  }

  async #copyVisits(numbers: readonly number[]): Promise<string[]> {
    const { summed, payments, gone } = await copyVisits(this.#parts(), numbers, this.#copying.dimensions)
    this.#loose += summed
    this.#forgotten ||= gone > 0
    return payments
  }

  async #copyPayments(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    this.#money.forget()
    await copyPayments(this.#parts(), ids)
  }

  async #compact(): Promise<void> {
    await this.#changing(async () => {
      await compactSums(this.columns)
      return this.#progress
    })
    this.#loose = 0
  }

  #parts() {
    return { rows: this.#copying.rows, columns: this.columns, tables: this.#tables }
  }

  /** All of it or nothing, with how far it is. The rows stand still meanwhile. */
  async #changing(work: () => Promise<Progress>): Promise<void> {
    this.#copying.rows.exec('begin')
    await this.columns.run('begin')
    try {
      const progress = { ...(await work()), forgotten: this.#forgotten }
      await this.columns.run('delete from copied')
      await this.columns.run('insert into copied values ($1)', [JSON.stringify(progress)])
      await this.columns.run('commit')
      this.#progress = progress
    } catch (error) {
      await this.columns.run('rollback')
      throw error
    } finally {
      this.#copying.rows.exec('commit')
    }
  }
}

const printOf = (plan: unknown): string => createHash('sha256').update(JSON.stringify(plan)).digest('hex')
