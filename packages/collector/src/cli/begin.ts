// Who carries out a command: the collector that runs on its database, or this process, once it alone may write there.
import { CommanderError } from 'commander'
import { readDatabaseUrl } from '../config.ts'
import { fileOf } from '../storage/open.ts'
import { version } from '../version.ts'
import type { Reached } from './socket/ask.ts'
import { type Turn, turnAlone, turnOrCollector } from './socket/turn.ts'
import type { Terminal } from './terminal.ts'

/** `serve` takes its turn itself, for as long as it runs; what another process runs on, `migrate` must not change. */
const staysHere = ['serve', 'migrate']

/**
 * The turn of a command that is to work here; null: it needs none, as PostgreSQL lets everybody write. Where a collector has
 * carried it out, that is thrown with its exit code, so that nothing is done twice.
 */
export async function begin(name: string, words: readonly string[], terminal: Terminal): Promise<Turn | null> {
  if (name === 'serve') return null
  const file = fileOf(readDatabaseUrl())
  if (file === null) return null
  const found = staysHere.includes(name) ? await turnAlone(file) : await turnOrCollector(file)
  if ('carryOut' in found) throw carriedOut(await carryOutThere(found, name, words, terminal))
  // Where no socket can be, others learn only that somebody is here.
  await found
    .announce({ says: 'here', who: 'command', name, pid: process.pid, version: version() }, null)
    .catch(() => undefined)
  return found
}

const carriedOut = (code: number) => new CommanderError(code, 'farthing.carriedOut', 'The collector has done it.')

async function carryOutThere(
  { here, carryOut, leave }: Reached,
  name: string,
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (here.version === version()) return await carryOut({ name, words: [...words], folder: process.cwd() }, terminal)
  leave()
  throw new Error(
    `The collector that runs (process ${here.pid}) is Farthing ${here.version}, and this command is ${version()}. Start the collector again, then the command.`,
  )
}
