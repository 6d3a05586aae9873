// `farthing serve`: the collector in the foreground, until it is asked to stop.
import type { Command } from 'commander'
import type pino from 'pino'
import { readConfig } from '../config.ts'
import { type Collector, startCollector } from '../main.ts'
import type { Parts } from '../parts.ts'
import { fileOf } from '../storage/open.ts'
import { version } from '../version.ts'
import type { CarryOut } from './socket/guest.ts'
import { type Turn, turnAlone } from './socket/turn.ts'
import type { Terminal } from './terminal.ts'

/** `carryOutIn` makes commands work inside the collector. */
export function serve(program: Command, terminal: Terminal, carryOutIn: (parts: Parts) => CarryOut): void {
  program
    .command('serve')
    .description('run the collector and its dashboard (settings: environment variables, see the README)')
    .action(async () => {
      const asked = stopRequest()
      const config = readConfig()
      const file = fileOf(config.databaseUrl)
      const turn = file === null ? null : await turnAlone(file)
      try {
        const collector = await startCollector(config)
        if (turn) await takeCommands(turn, collector, carryOutIn(collector.parts))
        terminal.out(`Farthing is running. Dashboard: ${collector.url}`)
        if (collector.setupLink)
          terminal.out(`Make the first account with this link, it works once: ${collector.setupLink}`)
        await asked
        await turn?.silence()
        await collector.close()
      } finally {
        await turn?.free()
      }
    })
}

/** A folder that can hold no socket is no reason not to measure. */
async function takeCommands(turn: Turn, { parts: { log } }: Collector, carryOut: CarryOut): Promise<void> {
  const here = { says: 'here', who: 'collector', name: 'serve', pid: process.pid, version: version() } as const
  try {
    await turn.announce(here, logged(carryOut, log))
  } catch (error) {
    log.warn({ err: error }, 'commands find no socket to reach this collector: they are refused while it runs')
  }
}

/** Which command and how it ended; never its words, which name people. */
const logged =
  (carryOut: CarryOut, log: pino.Logger): CarryOut =>
  async (asked, terminal) => {
    const code = await carryOut(asked, terminal)
    log.info({ command: asked.name, code }, 'a command was carried out')
    return code
  }

/** Listened for from the beginning, so that a signal during the start is not lost; a second one changes nothing. */
function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}
