// When SQLite's log is copied into its file: beside the views, which would wait for the disk a third of a second each time.
import type { Worker } from 'node:worker_threads'
import type SQLite from 'better-sqlite3'
import { startThread } from './start-thread.ts'

export type Asked = 'copy' | 'close'

/** In pages. Null: nothing could be copied, and it is tried again. */
export type Copied = {
  log: number
  /** What came meanwhile, or what a reader of an older state keeps from being copied. */
  left: number
} | null

/** In a rush about 27,000 pages. Commits wait for the disk meanwhile, so that it had better be seldom. */
const EVERY_COMMITS = 384
/** More often than this it is a rush, in which the next commit is a large one. */
const RUSH_MS = 10_000
/** As much as a commit can take upon itself while there is time. */
const FEW_PAGES = 512
/** Above 128 MB it begins anew in a rush too, once in tens of thousands of views. */
const LONG_LOG = 32_768
const MANY_PAGES = 4_096
/** Where there is no thread, SQLite does it within a commit. */
export const MOST_PAGES = 8_192

/**
 * A log begins anew only when all of it is in the file at the moment of the next commit (https://sqlite.org/wal.html#ckpt). In a
 * rush there is always something left: the few last pages are copied between two commits.
 */
export class Checkpoints {
  readonly #writing: SQLite.Database
  #thread: Worker | null = null
  #commits = 0
  #askedAt = Number.NEGATIVE_INFINITY
  #isRush = false
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
    this.#isRush = performance.now() - this.#askedAt < RUSH_MS
    this.#askedAt = performance.now()
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
    const thread = startThread('checkpoint-thread', this.#writing.name)
    thread.on('online', () => this.#writing.pragma('wal_autocheckpoint = 0'))
    thread.on('message', (copied: Copied) => {
      this.#isNearlyDone = copied !== null && this.#canBeFinished(copied)
      this.#rested()
    })
    // An end follows, and after some commits another beginning.
    thread.on('error', () => undefined)
    thread.on('exit', () => this.#ended())
    return thread
  }

  #canBeFinished({ log, left }: NonNullable<Copied>): boolean {
    return log > LONG_LOG ? left <= MANY_PAGES : left <= FEW_PAGES && !this.#isRush
  }

  #ended(): void {
    this.#thread = null
    if (this.#writing.open) this.#writing.pragma(`wal_autocheckpoint = ${MOST_PAGES}`)
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
