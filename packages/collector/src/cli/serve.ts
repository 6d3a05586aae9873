// `farthing serve`: the collector in the foreground, until it is asked to stop.
import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { startCollector } from '../main.ts'
import type { Terminal } from './terminal.ts'

export function serve(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('run the collector and its dashboard (settings: environment variables, see the README)')
    .action(async () => {
      const asked = stopRequest()
      const collector = await startCollector(readConfig())
      terminal.out(`Farthing is running. Dashboard: ${collector.url}`)
      if (collector.setupLink)
        terminal.out(`Make the first account with this link, it works once: ${collector.setupLink}`)
      await asked
      await collector.close()
    })
}

/** Listened for from the beginning, so that a signal during the start is not lost; a second one changes nothing. */
function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}
