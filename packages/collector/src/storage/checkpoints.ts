// When SQLite's log is copied into its file: beside the views, which would wait for the disk a third of a second each time.
import { Worker } from 'node:worker_threads'
import type SQLite from 'better-sqlite3'

export type Asked = 'copy' | 'close'

export interface Copied {
  /** How many pages came into the log meanwhile; null: it could not be copied, and is tried again. */
  left: number | null
}

/** Of a rush, about 6,000 pages; the fewer they are, the more often one page is copied again. */
const EVERY_COMMITS = 128
/** As much as a commit can take upon itself. */
const FEW_PAGES = 512
/** Where nobody comes to it, SQLite does it within a commit: 128 MB. */
export const MOST_PAGES = 32_768

/**
 * A log begins anew only when all of it is in the file at the moment of the next commit (https://sqlite.org/wal.html#ckpt). In a
 * rush there is always something left: the few last pages are copied between two commits.
 */
export class Checkpoints {
  readonly #writing: SQLite.Database
  #thread: Worker | null = null
  #commits = 0
  #copying: PromiseWithResolvers<void> | null = null
  #isNearlyDone = false
  #isClosed = false

  constructor(writing: SQLite.Database) {
    this.#writing = writing
  }

  /** Called after each commit, and before the next transaction begins. */
  committed(): void {
    this.#commits += 1
    if (this.#isNearlyDone) this.#finish()
    if (this.#commits < EVERY_COMMITS || this.#copying || this.#isClosed) return
    this.#commits = 0
    this.#copying = Promise.withResolvers()
    this.#thread ??= this.#start()
    this.#thread.postMessage('copy' satisfies Asked)
  }

  /** Resolves while nothing is being copied: two copies at once wait for each other. */
  async rest(): Promise<void> {
    await this.#copying?.promise
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const thread = this.#thread
    if (!thread) return
    const ended = new Promise((resolve) => thread.once('exit', resolve))
    thread.ref()
    thread.postMessage('close' satisfies Asked)
    await ended
  }

  #start(): Worker {
    const name = import.meta.url.endsWith('.ts') ? './checkpoint-thread.ts' : './checkpoint-thread.js'
    const thread = new Worker(new URL(name, import.meta.url), { workerData: this.#writing.name })
    thread.on('message', ({ left }: Copied) => {
      this.#isNearlyDone = left !== null && left <= FEW_PAGES
      this.#rested()
    })
    // The next turn begins another thread; if there is never one, SQLite copies by itself.
    thread.on('error', () => this.#ended())
    thread.on('exit', () => this.#ended())
    thread.unref()
    return thread
  }

  #ended(): void {
    this.#thread = null
    this.#rested()
  }

  #rested(): void {
    this.#copying?.resolve()
    this.#copying = null
  }

  #finish(): void {
    this.#isNearlyDone = false
    try {
      this.#writing.pragma('wal_checkpoint(passive)')
    } catch {
      // The commit before is safe in the log, and a disk in trouble tells those who write to it.
    }
  }
}
