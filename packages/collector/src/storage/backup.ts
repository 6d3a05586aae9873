// A copy of SQLite's file that can be kept: whole, made while views come in, and without the salts.
import { renameSync, rmSync, statSync } from 'node:fs'
import { startThread } from './start-thread.ts'

export interface BackupOrder {
  from: string
  to: string
}

export type BackupEnd = { failed: string } | { done: true }

/** How much is written, of about how much. */
export type Tell = (share: number) => void

const LOOK_MS = 500

/**
 * On a thread of its own, so that neither views nor reports wait. What is committed after its beginning is not in it. `to` is there only when
 * the copy is whole and was looked through. What `tell` throws ends it.
 */
export async function backUp({ from, to }: BackupOrder, tell: Tell): Promise<void> {
  const unfinished = `${to}.unfinished`
  rmSync(unfinished, { force: true })
  try {
    await written({ from, to: unfinished }, tell)
    renameSync(unfinished, to)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

async function written(order: BackupOrder, tell: Tell): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const thread = startThread('backup-thread', order)
  thread.ref()
  thread.on('message', (end: BackupEnd) => ('failed' in end ? reject(new Error(end.failed)) : resolve()))
  thread.on('error', reject)
  thread.on('exit', () => reject(new Error('The backup ended before it was whole. Try again.')))
  const timer = setInterval(() => {
    try {
      tell(Math.min(1, size(order.to) / size(order.from)))
    } catch (error) {
      reject(error)
    }
  }, LOOK_MS)
  try {
    await promise
  } finally {
    clearInterval(timer)
    await thread.terminate()
  }
}

const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
