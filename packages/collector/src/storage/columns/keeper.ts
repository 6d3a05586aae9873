// Keeps the copy in columns while a collector runs: builds it beside the questions, follows changes, and begins again after trouble.
import type SQLite from 'better-sqlite3'
import { ColumnCopy } from './copy.ts'
import { isInUse, removeCopy, replaceCopy } from './copy-file.ts'
import { NoColumns } from './duckdb.ts'
import type { SummedDimension } from './sums.ts'

interface Keeping {
  file: string
  openRows: () => SQLite.Database
  onBuilt: () => void
  onTrouble: (error: unknown) => void
}

/** Fewer changes wait for a question. */
const FOLLOW_AT = 2_000
/** But not for ever: what is forgotten goes from the copy too when nobody asks. */
const FOLLOW_EVERY_MS = 10 * 60_000
/** In a rush the views of a visit are read together. */
const LOOK_MS = 10_000
const AFTER_TROUBLE_MS = 60_000
/** Questions wait for it: not more often than this, however many visits are forgotten one by one. */
const RENEW_AT_MOST_EVERY_MS = 60 * 60_000

export class ColumnKeeper {
  readonly #keeping: Keeping
  #copy: ColumnCopy | null = null
  #dimensions: readonly SummedDimension[] = []
  #built: ColumnCopy | null = null
  #closed = false
  #renewedAt = Number.NEGATIVE_INFINITY
  #followedAt = Number.NEGATIVE_INFINITY
  /** One after the other: they share a connection. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(keeping: Keeping) {
    this.#keeping = keeping
  }

  /** From here on, until the thread ends. */
  keep(dimensions: readonly SummedDimension[]): void {
    this.#dimensions = dimensions
    this.#open(false)
  }

  #open(anew: boolean): void {
    this.#inTurn(() => this.#opened(anew)).then(
      (copy) => {
        this.#copy = copy
        this.#look(copy)
      },
      (error: unknown) => this.#giveUp(null, error),
    )
  }

  async #opened(anew: boolean): Promise<ColumnCopy> {
    const { file, openRows } = this.#keeping
    if (anew) removeCopy(file)
    const rows = openRows()
    return await ColumnCopy.open({ rows, file, dimensions: this.#dimensions }).catch((error: unknown) => {
      rows.close()
      throw error
    })
  }

  /** False: ask the rows. */
  async isCurrent(): Promise<boolean> {
    return await this.#inTurn(async () => {
      const copy = this.#copy
      if (copy === null) return false
      try {
        return await copy.isCurrent()
      } catch (error) {
        this.#giveUp(copy, error)
        return false
      }
    })
  }

  async ask(text: string, values: readonly unknown[]): Promise<unknown[]> {
    return await this.#inTurn(async () => {
      const copy = this.#copy
      if (copy === null) throw new Error('There is no copy in columns at the moment. Ask again.')
      try {
        return await copy.rows(text, values)
      } catch (error) {
        if (isBroken(error)) this.#giveUp(copy, error)
        throw error
      }
    })
  }

  /** Null: nobody follows. */
  async followed(): Promise<number | null> {
    return await this.#inTurn(async () => this.#copy?.followed ?? null)
  }

  async close(): Promise<void> {
    this.#closed = true
    // Cut off by the end of the thread, DuckDB takes the process with it; a step that is not finished is done again at the next start.
    this.#copy?.columns.interrupt()
    await this.#inTurn(async () => this.#copy?.close())
    this.#copy = null
  }

  #look(copy: ColumnCopy): void {
    if (this.#copy !== copy) return
    const behind = copy.behind()
    if (behind !== null && this.#built !== copy) {
      this.#built = copy
      this.#keeping.onBuilt()
    }
    if (behind !== null && copy.holdsForgotten && performance.now() - this.#renewedAt > RENEW_AT_MOST_EVERY_MS) {
      this.#renew(copy)
      return
    }
    const isDue = performance.now() - this.#followedAt > FOLLOW_EVERY_MS
    if (behind === 0 || (behind !== null && behind < FOLLOW_AT && !isDue)) {
      setTimeout(() => this.#look(copy), LOOK_MS).unref()
      return
    }
    this.#followedAt = performance.now()
    this.#inTurn(() => copy.step()).then(
      () => this.#look(copy),
      (error: unknown) => this.#giveUp(copy, error),
    )
  }

  /** What was forgotten is gone from the file too. Questions wait for it, and nobody waits for long. */
  #renew(copy: ColumnCopy): void {
    this.#inTurn(async () => {
      if (this.#copy !== copy) return null
      await replaceCopy(this.#keeping.file, async (file) => {
        await copy.writeTo(file)
        copy.close()
      })
      this.#renewedAt = performance.now()
      this.#copy = await this.#opened(false)
      this.#built = this.#copy
      return this.#copy
    }).then(
      (renewed) => (renewed === null ? undefined : this.#look(renewed)),
      (error: unknown) => this.#giveUp(copy, error),
    )
  }

  /** The rows know everything: what cannot be kept is made anew, later. */
  #giveUp(copy: ColumnCopy | null, error: unknown): void {
    if (this.#closed || this.#copy !== copy) return
    this.#keeping.onTrouble(error)
    copy?.close()
    this.#copy = null
    if (error instanceof NoColumns) return
    setTimeout(() => this.#open(!isInUse(error)), AFTER_TROUBLE_MS).unref()
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}

/** Nothing can be asked of it any more: https://duckdb.org/docs/stable/dev/internal_errors */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && /\b(FATAL|INTERNAL|IO) Error/.test(error.message)
