// `farthing site remove`: takes a site away for good, and waits until its rows are deleted.
import type { Command } from 'commander'
import { Refusal } from '../errors.ts'
import { confirmName } from '../removal/confirm.ts'
import { eraseNow } from '../removal/erase.ts'
import { removeSite } from '../removal/remove-site.ts'
import { findRemoved } from '../removal/store.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import { bar, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  name: string
}

export function siteRemove(site: Command, terminal: Terminal, { withParts }: Workplace): void {
  site
    .command('remove <id>')
    .description('delete a site for good, with everything that was measured; again: go on where it was ended')
    .requiredOption('--name <name>', 'the name of the site, so that you delete the one that you mean')
    .option('--json', 'print JSON')
    .action(async (id: string, options: Options) => {
      const removed = await withParts(async ({ storage, clock, log }) => {
        const found = await takeAway(storage, id, options.name, clock())
        if (found) log.warn({ siteId: id, name: found.name, who: 'the command line' }, 'a site was removed for good')
        await eraseNow(storage, id, clock(), (share) =>
          terminal.progress?.(`${bar(share)} visits and payments deleted`),
        )
        return { removed: id, name: found?.name ?? options.name }
      })
      terminal.progress?.('')
      print(terminal, options, removed, [
        `Site ${id} (${removed.name}) is gone, with everything that was measured. Backups that were made before still hold it.`,
        'What Stripe keeps is Stripe’s: delete the webhook endpoint of this site there, if it has one.',
      ])
    })
}

/** Null: it was taken away before, and what is left of it is still being deleted. */
async function takeAway(storage: Storage, id: string, name: string, now: number): Promise<SiteRecord | null> {
  const site = await removeSite(storage, id, now, (found) => confirmName(found, name))
  if (site || (await findRemoved(storage.read, id))) return site
  throw new Refusal('unknown_site', `There is no site ${id} here. \`farthing site list\` lists them.`)
}
