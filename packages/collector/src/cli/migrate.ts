// `farthing migrate`: brings the tables up to date and says so; `serve` does the same at its start.
import type { Command } from 'commander'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function migrate(program: Command, terminal: Terminal, { withStorage }: Workplace): void {
  program
    .command('migrate')
    .description('bring the database up to date (serve does this too)')
    .option('--json', 'print JSON')
    .action(async (options: Printed) => {
      const engine = await withStorage(async (storage) => storage.engine)
      print(terminal, options, { engine, upToDate: true }, [`The tables are up to date (${engine}).`])
    })
}
