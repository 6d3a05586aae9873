// Reads SQLite on a thread of its own: a report over a year must not keep a view waiting for its answer.
import { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

export interface Question {
  id: number
  text: string
  values: readonly unknown[]
}

export type Answer = { id: number; rows: unknown[] } | { id: number; failed: { message: string; code?: string } }

/** The thread begins with the first question. */
export const threadedReader = (file: string): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new ThreadDriver(file),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

interface Waiting {
  resolve: (rows: unknown[]) => void
  reject: (error: Error) => void
}

class ThreadDriver implements Driver {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  #asked = 0

  constructor(file: string) {
    this.#file = file
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => ({
        rows: (await this.#ask(query)) as Row[],
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

  async destroy(): Promise<void> {
    const thread = this.#thread
    if (thread) this.#end(thread, new Error('The database was closed.'))
    await thread?.terminate()
  }

  #ask({ sql, parameters }: CompiledQuery): Promise<unknown[]> {
    const thread = this.#thread ?? this.#start()
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      // Only a question that waits is a reason for the process to live on.
      thread.ref()
      const question: Question = { id, text: sql, values: parameters }
      thread.postMessage(question)
    })
  }

  #start(): Worker {
    // Packed, the file beside this one is JavaScript; in the sources, it is what Node strips of its types.
    const name = import.meta.url.endsWith('.ts') ? './reading-thread.ts' : './reading-thread.js'
    const thread = new Worker(new URL(name, import.meta.url), { workerData: this.#file })
    thread.on('message', (answer: Answer) => this.#hear(answer))
    thread.on('error', (error) => this.#end(thread, error instanceof Error ? error : new Error(String(error))))
    thread.on('exit', () => this.#end(thread, new Error('The thread that reads reports has ended. Ask again.')))
    this.#thread = thread
    return thread
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#thread?.unref()
    if ('rows' in answer) waiting?.resolve(answer.rows)
    else waiting?.reject(Object.assign(new Error(answer.failed.message), { code: answer.failed.code }))
  }

  /** The next question begins another thread. */
  #end(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return
    this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
