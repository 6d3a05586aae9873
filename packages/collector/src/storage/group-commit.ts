// Many small writes, one commit: what arrives in one turn of the event loop shares a transaction.
import { cannotWriteNow } from './dialect.ts'
import type { Storage } from './open.ts'
import type { Db } from './schema.ts'

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Returns a function that resolves once its item is committed.
 * A batch that fails is tried again one item at a time, so that one bad item cannot take others with it.
 */
export function groupCommit<Item, Result>(
  storage: Storage,
  /** Answers in the order of the items. */
  apply: (trx: Db, items: readonly Item[]) => Promise<Result[]>,
  { most = 200 }: { most?: number } = {},
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []
  let running = false

  const commit = async (batch: Waiting<Item, Result>[]) => {
    const items = batch.map(({ item }) => item)
    const results = await storage.write((trx) => apply(trx, items))
    for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
  }

  const commitAlone = (one: Waiting<Item, Result>) => commit([one]).catch(one.reject)

  const drain = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        await commit(batch)
      } catch (error) {
        // A disk that is full is as full for each of them.
        if (batch.length === 1 || cannotWriteNow(error)) for (const { reject } of batch) reject(error)
        else for (const one of batch) await commitAlone(one)
      }
    }
    running = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (running) return
      running = true
      setImmediate(() => void drain())
    })
}
