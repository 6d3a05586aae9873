// Reads SQLite on a thread of its own: a report over a year must not keep a view waiting for its answer.
import type { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SummedDimension } from './columns/sums.ts'
import { ColumnsAdapter } from './dialect.ts'
import { startThread } from './start-thread.ts'

type Asked =
  | { of: 'rows'; text: string; values: readonly unknown[] }
  | { of: 'columns'; text: string; values: readonly unknown[] }
  /** Begins to keep the copy in columns. */
  | { of: 'keep'; dimensions: readonly SummedDimension[] }
  /** Whether the copy says what the rows say. */
  | { of: 'current' }
  /** Up to which change it does, or null. */
  | { of: 'followed' }
  | { of: 'close' }

export type Question = Asked & { id: number }

interface Failure {
  message: string
  code?: string
}

export type Answer =
  | { id: number; rows: unknown[] }
  | { id: number; failed: Failure }
  | { trouble: Failure }
  | { built: true }

/** Another way to ask the same thread. */
export const readerDialect = (thread: ReadingThread, of: 'rows' | 'columns'): Dialect => ({
  createAdapter: () => (of === 'rows' ? new SqliteAdapter() : new ColumnsAdapter()),
  createDriver: () => new ThreadDriver(thread, of),
  createIntrospector: (db) => (of === 'rows' ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
  // The copy understands what PostgreSQL does, as far as reports go.
  createQueryCompiler: () => (of === 'rows' ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
})

class ThreadDriver implements Driver {
  readonly #thread: ReadingThread
  readonly #of: 'rows' | 'columns'

  constructor(thread: ReadingThread, of: 'rows' | 'columns') {
    this.#thread = thread
    this.#of = of
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return {
      executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => ({
        rows: (await this.#thread.ask({ of: this.#of, text: sql, values: parameters })) as Row[],
      }),
      streamQuery: () => {
        throw new Error('Reports are read whole.')
      },
    }
  }

  async beginTransaction(): Promise<void> {
    throw new Error('Reports only read: each query sees what was committed before it.')
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  /** Kysely asks for it only where something was asked before: whoever opened the thread closes it. */
  async destroy(): Promise<void> {}
}

/** What is told of the copy in columns. */
export interface Heard {
  /** From here on it answers. */
  onBuilt(): void
  /** It is tried again later, and the rows answer meanwhile. */
  onTrouble(error: Error): void
}

interface Waiting {
  resolve: (rows: unknown[]) => void
  reject: (error: Error) => void
}

/** A question that SQLite is at work on cannot be stopped, and a thread that is ended in the middle of DuckDB's work ends the process. */
const CLOSE_MS = 10_000

const CLOSED = 'The database was closed.'

/** The thread begins with the first question. */
export class ReadingThread {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  #isClosed = false
  #asked = 0
  #keeping: ({ dimensions: readonly SummedDimension[] } & Heard) | null = null

  constructor(file: string) {
    this.#file = file
  }

  keep(dimensions: readonly SummedDimension[], heard: Heard): void {
    this.#keeping = { dimensions, ...heard }
    if (this.#thread) this.#post(this.#thread, { of: 'keep', dimensions })
    else this.#start()
  }

  ask(asked: Asked): Promise<unknown[]> {
    if (this.#isClosed) return Promise.reject(new Error(CLOSED))
    const thread = this.#thread ?? this.#start()
    const id = this.#post(thread, asked)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      // Only a question that waits is a reason for the process to live on.
      thread.ref()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const thread = this.#thread
    if (!thread) return
    this.#end(thread, new Error(CLOSED))
    const ended = new Promise((resolve) => thread.once('exit', resolve))
    thread.ref()
    this.#post(thread, { of: 'close' })
    const impatient = setTimeout(() => thread.terminate(), CLOSE_MS)
    await ended
    clearTimeout(impatient)
  }

  #post(thread: Worker, asked: Asked): number {
    this.#asked += 1
    const question: Question = { ...asked, id: this.#asked }
    thread.postMessage(question)
    return question.id
  }

  #start(): Worker {
    const thread = startThread('reading-thread', this.#file)
    thread.on('message', (answer: Answer) => this.#hear(answer))
    thread.on('error', (error) => this.#end(thread, error instanceof Error ? error : new Error(String(error))))
    thread.on('exit', () => this.#end(thread, new Error('The thread that reads reports has ended. Ask again.')))
    this.#thread = thread
    if (this.#keeping) this.#post(thread, { of: 'keep', dimensions: this.#keeping.dimensions })
    return thread
  }

  #hear(answer: Answer): void {
    if ('trouble' in answer) {
      this.#keeping?.onTrouble(errorOf(answer.trouble))
      return
    }
    if ('built' in answer) {
      this.#keeping?.onBuilt()
      return
    }
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#thread?.unref()
    if ('rows' in answer) waiting?.resolve(answer.rows)
    else waiting?.reject(errorOf(answer.failed))
  }

  /** The next question begins another thread. */
  #end(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return
    this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

const errorOf = ({ message, code }: Failure): Error => Object.assign(new Error(message), { code })
