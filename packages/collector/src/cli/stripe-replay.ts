// `farthing stripe replay`: builds the ledger again from what Stripe told, with the same result.
import type { Command } from 'commander'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { allSites } from '../sites/store.ts'
import { accountsOfSite } from '../stripe/account.ts'
import { withLease } from '../stripe/lease.ts'
import { type Replayed, replayAccount } from '../stripe/replay.ts'
import { apiConnectionOf } from '../stripe/revenue.ts'
import { siteNamed } from './known-site.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site?: string
  all?: boolean
}

export function stripeReplay(stripe: Command, terminal: Terminal, { withParts }: Workplace): void {
  stripe
    .command('replay')
    .description('build the ledger again from the stored deliveries; what was attributed stays')
    .option('--site <id>', 'the accounts of this site')
    .option('--all', 'every account')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const accounts = await withParts(async (parts) => {
        const done: Replayed[] = []
        for (const account of await accountsMeant(parts, options))
          done.push(await replayAlone(parts, account, terminal))
        return done
      })
      terminal.progress?.('')
      const lines = accounts.map(
        ({ account, deliveries, objects }) => `${account}: ${deliveries} deliveries, ${objects} objects.`,
      )
      print(terminal, options, { accounts }, lines)
    })
}

async function accountsMeant({ storage }: Parts, { site, all }: Options): Promise<string[]> {
  if ((site === undefined) === !all) throw new Refusal('invalid_query', 'Say which: --site site_… or --all.')
  const sites = site === undefined ? await allSites(storage.read) : [await siteNamed(storage, site)]
  const accounts = await Promise.all(
    sites.map(async ({ id }) => [...(await accountsOfSite(storage.read, id)), apiConnectionOf(id)]),
  )
  return [...new Set(accounts.flat())].sort()
}

async function replayAlone(parts: Parts, account: string, terminal: Terminal): Promise<Replayed> {
  const onStep = ({ deliveries, objects }: Replayed) =>
    terminal.progress?.(`${account}: ${deliveries} deliveries read, ${objects} objects in place`)
  const done = await withLease(parts, `replay ${account}`, () => replayAccount({ ...parts, onStep }, account))
  if (done) return done
  throw new Refusal('busy', `${account} is being replayed already.`)
}
