// `farthing backup FILE`: a copy of everything to put away, made while the collector runs.
import { statSync } from 'node:fs'
import type { Command } from 'commander'
import { Refusal } from '../errors.ts'
import { bar, fileFrom, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  force?: boolean
}

const MEGABYTE = 1_000_000

export function backup(program: Command, terminal: Terminal, { withStorage }: Workplace): void {
  program
    .command('backup <file>')
    .description('copy the database into a file, beside a running collector too; without the salts of visitors')
    .option('--force', 'write over a file that is there')
    .option('--json', 'print JSON')
    .action(async (name: string, options: Options) => {
      const file = fileFrom(terminal, name)
      const there = statSync(file, { throwIfNoEntry: false })
      if (there && !(there.isFile() && options.force))
        throw new Refusal(
          'already_there',
          `${file} is there already. Name a new file, or say --force to write over it.`,
        )
      await withStorage(async ({ backUp }) => {
        if (backUp === null) throw new Refusal('not_allowed', elsewhere)
        await backUp(file, (share) => terminal.progress?.(`${bar(share)} ${file}`))
      })
      terminal.progress?.('')
      const { size } = statSync(file)
      print(terminal, options, { file, bytes: size }, [
        `${(size / MEGABYTE).toFixed(1)} MB in ${file}.`,
        'The master secret is not in it: keep the file "secret" of the data folder, or FARTHING_SECRET, in another place.',
      ])
    })
}

const elsewhere =
  'PostgreSQL has its own tools for this: pg_dump --exclude-table-data=salt, or what your server is backed up with. Salts belong in no backup.'
