// `farthing import`: the history that another tool has counted, marked as such in every report.
import { type Command, Option } from 'commander'
import { type Imported, importFile, type Tool, tools } from '../imports/import-file.ts'
import { openFiles } from '../imports/open-files.ts'
import { siteNamed } from './known-site.ts'
import { bar, fileFrom, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  from: Tool
}

export function importHistory(program: Command, terminal: Terminal, { withStorage }: Workplace): void {
  program
    .command('import <files...>')
    .description("take over another tool's history: CSV files, zip archives of them, or folders")
    .requiredOption('--site <id>', 'of which site')
    .addOption(new Option('--from <tool>', 'which tool exported it').choices(tools).makeOptionMandatory())
    .option('--json', 'print JSON at the end')
    .action(async (paths: string[], options: Options) => {
      const done = await withStorage(async (storage) => {
        const site = await siteNamed(storage, options.site)
        const files = openFiles(paths.map((path) => fileFrom(terminal, path)))
        const imported: Imported[] = []
        for (const [index, file] of files.entries()) {
          const tell = (share: number) => terminal.progress?.(`${bar((index + share) / files.length)} ${file.name}`)
          imported.push(await importFile(storage, { site, tool: options.from, file, now: Date.now() }, tell))
        }
        return imported
      })
      terminal.progress?.('')
      print(terminal, options, { files: done }, done.length > 0 ? done.map(lineOf) : ['There is no CSV file in it.'])
    })
}

function lineOf(imported: Imported): string {
  if (imported.state === 'known') return `${imported.file}: imported before, nothing to do.`
  if (imported.state === 'skipped') return `${imported.file}: left out, ${imported.why}.`
  const { file, lines, days, measuredDays } = imported
  const left = measuredDays > 0 ? ` ${measuredDays} days left out: Farthing measured them itself.` : ''
  return `${file}: ${lines} lines, ${days} days.${left}`
}
