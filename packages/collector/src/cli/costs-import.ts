// `farthing costs import`: what advertising cost, for the return on it.
import type { Command } from 'commander'
import { type ImportedCosts, importCosts } from '../imports/import-costs.ts'
import { openFiles } from '../imports/open-files.ts'
import { siteNamed } from './known-site.ts'
import { fileFrom, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function costsImport(costs: Command, terminal: Terminal, { withStorage }: Workplace): void {
  costs
    .command('import <files...>')
    .description(
      'take CSV files with a day, a campaign and a cost; the same day and campaign again replaces what was told',
    )
    .requiredOption('--site <id>', 'of which site')
    .option('--json', 'print JSON at the end')
    .action(async (paths: string[], options: Printed & { site: string }) => {
      const done = await withStorage(async (storage) => {
        const site = await siteNamed(storage, options.site)
        const imported: ImportedCosts[] = []
        for (const file of openFiles(paths.map((path) => fileFrom(terminal, path))))
          imported.push(await importCosts(storage, site, file))
        return imported
      })
      const lines = done.map(({ file, costs }) => `${file}: costs of ${costs} days and campaigns.`)
      print(terminal, options, { files: done }, lines.length > 0 ? lines : ['There is no CSV file in it.'])
    })
}
