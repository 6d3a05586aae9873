// `farthing site list`: what is measured here.
import type { Command } from 'commander'
import { allSites } from '../sites/store.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function siteList(site: Command, terminal: Terminal, { withStorage }: Workplace): void {
  site
    .command('list')
    .description('list the sites')
    .option('--json', 'print JSON')
    .action(async (options: Printed) => {
      const sites = await withStorage((storage) => allSites(storage.read))
      const lines = sites.map(
        (one) => `${one.id}  ${one.name}  ${one.hosts.join(' ')}  ${one.timeZone}  ${one.currency}`,
      )
      print(
        terminal,
        options,
        { sites },
        lines.length > 0 ? lines : ['There is no site yet. `farthing site add` adds one.'],
      )
    })
}
