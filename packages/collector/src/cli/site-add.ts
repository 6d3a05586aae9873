// `farthing site add`: one more website to measure.
import { newSiteSchema } from '@farthing/contract'
import type { Command } from 'commander'
import { parseBody } from '../http/validate.ts'
import { newSite } from '../sites/edit-site.ts'
import { newSiteId } from '../sites/site-id.ts'
import { insertSite } from '../sites/store.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  host: string[]
  name?: string
  timeZone?: string
  currency?: string
}

export function siteAdd(site: Command, terminal: Terminal, { withStorage }: Workplace): void {
  site
    .command('add')
    .description('add a site')
    .requiredOption('--host <host>', 'a host of the site, as in shop.example; may be repeated', oneMore)
    .option('--name <name>', 'how the dashboard calls it (default: the first host)')
    .option('--time-zone <zone>', 'where its days begin, as in Europe/Paris (default: UTC)')
    .option('--currency <code>', 'the currency of its reports, as in eur (default: usd)')
    .option('--json', 'print JSON')
    .action(async ({ host, json, ...rest }: Options) => {
      const added = newSite(parseBody(newSiteSchema, { hosts: host, ...rest }), newSiteId(), Date.now())
      await withStorage((storage) => storage.write((trx) => insertSite(trx, added)))
      print(terminal, { json }, { id: added.id }, [
        `Added ${added.name}. Its id is ${added.id}; put this on its pages, with the address of your collector:`,
        `  <script defer src="https://collector.example/f.js" data-site="${added.id}"></script>`,
      ])
    })
}

export const oneMore = (value: string, before: string[] = []): string[] => [...before, value]
