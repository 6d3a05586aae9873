// The side that has the database: a socket at which it says who it is, and where a collector takes commands.
import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressOf } from './address.ts'
import { type CarryOut, type Guest, receive } from './guest.ts'
import type { Here } from './messages.ts'

export interface Presence {
  /** No new command begins; those under way are ended where they may be, and not waited for for ever. */
  close(): Promise<void>
}

const PATIENCE_MS = 3_000

/**
 * For whoever has the lock of the database: a socket that lies there already is nobody's. Throws where there can be none.
 * `carryOut` null: it takes no commands.
 */
export async function answerAt(socket: string, here: Here, carryOut: CarryOut | null): Promise<Presence> {
  // What has such a name there is a pipe that every user of the machine may open.
  if (process.platform === 'win32') throw new Error('There are no such sockets on Windows.')
  rmSync(socket, { force: true })
  const guests = new Map<Socket, Guest>()
  const server = createServer((knocking) => {
    guests.set(knocking, receive(knocking, here, carryOut))
    knocking.on('close', () => guests.delete(knocking))
  })
  const address = addressOf(socket)
  try {
    await bind(server, address.path)
  } finally {
    address.drop()
  }
  return {
    close: async () => {
      server.close()
      rmSync(socket, { force: true })
      const leaving = Promise.all([...guests.values()].map((guest) => guest.leave()))
      await Promise.race([leaving, sleep(PATIENCE_MS, undefined, { ref: false })])
      for (const guest of guests.keys()) guest.destroySoon()
    },
  }
}

/** Bound within this one call, for its owner only from the first moment. */
function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Later ones are of a guest who could not be let in, and knocks again.
    server.on('error', reject)
    const before = process.umask(0o177)
    try {
      server.listen(path, resolve)
    } finally {
      process.umask(before)
    }
  })
}
