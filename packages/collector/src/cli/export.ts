// `farthing export`: everything of a site as one file.
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { Refusal } from '../errors.ts'
import { archiveName, exportSite, type Progress } from '../exports/export-site.ts'
import { siteNamed } from './known-site.ts'
import { bar, fileFrom, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  to?: string
  force?: boolean
}

export function siteExport(program: Command, terminal: Terminal, { withStorage }: Workplace): void {
  program
    .command('export')
    .description('everything of a site as a ZIP archive of CSV tables')
    .requiredOption('--site <id>', 'which site')
    .option('--to <file>', 'the file to write; by itself farthing-HOST-DAY.zip')
    .option('--force', 'write over a file that is there')
    .option('--json', 'print how many rows each table has, as JSON')
    .action(async (options: Options) => {
      const done = await withStorage(async (storage) => {
        const site = await siteNamed(storage, options.site)
        const now = Date.now()
        const name = options.to ?? archiveName(site, now)
        const path = fileFrom(terminal, name)
        if (!options.force) refuseToOverwrite(path, name)
        const { bytes, rows } = await exportSite(storage.reports, site, now, (progress) =>
          terminal.progress?.(lineOf(progress)),
        )
        return { file: name, bytes: await save(bytes, path, options.force === true), rows }
      })
      terminal.progress?.('')
      const lines = Object.entries(done.rows).map(([table, rows]) => `${table}: ${rows}`)
      print(terminal, options, done, [...lines, `Written to ${done.file}.`])
    })
}

function refuseToOverwrite(path: string, name: string): void {
  if (existsSync(path))
    throw new Refusal('already_there', `${name} is there already. Name another file, or add --force.`)
}

/** Under its name only once it is whole. For its owner's eyes: it says who paid what. */
async function save(bytes: Readable, path: string, force: boolean): Promise<number> {
  const part = `${path}.part`
  const file = createWriteStream(part, { flags: force ? 'w' : 'wx', mode: 0o600 })
  try {
    await pipeline(bytes, file)
    if (!force) refuseToOverwrite(path, path)
    await rename(part, path)
  } catch (error) {
    if (isThere(error))
      throw new Refusal(
        'already_there',
        `${part} is there: another export writes it, or one broke off. Remove it first.`,
      )
    await rm(part, { force: true })
    throw error
  }
  return (await stat(path)).size
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST'

const lineOf = ({ file, rows, share }: Progress): string => `${bar(share)} ${file} ${rows}`
