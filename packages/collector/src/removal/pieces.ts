// Deletes piece by piece: each is one short transaction, between two of them everybody else has their turn, and any may be the last.
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'

export interface Pieces {
  storage: Storage
  /** False: what is left is for the next time. */
  mayGoOn: () => boolean
  /** So many rows were deleted or changed. */
  onRows: (count: number) => void
}

/** Thrown between two pieces, when it has been enough for now. */
export class EnoughForNow extends Error {
  override readonly name = 'EnoughForNow'
}

/** Runs until there is nothing left to do. `piece` answers how much it did. */
export async function piecewise(
  { storage, mayGoOn, onRows }: Pieces,
  turn: 'views' | 'ledger',
  piece: (trx: Db) => Promise<number>,
  onDone: (count: number) => void = () => undefined,
): Promise<void> {
  for (let count = 1; count > 0; ) {
    if (!mayGoOn()) throw new EnoughForNow('There is more to delete.')
    // SQLite answers within the same turn of the loop: without this nobody would be heard until all is gone.
    await turnOfTheLoop()
    count = await storage.write(async (trx) => {
      await takeTurn(trx, turn)
      return await piece(trx)
    })
    onRows(count)
    onDone(count)
  }
}
