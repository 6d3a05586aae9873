// `farthing report totals`: what a site has earned, to compare with Stripe.
import { type Mode, modeSchema } from '@farthing/contract'
import { type Command, Option } from 'commander'
import { Refusal } from '../errors.ts'
import { type Totals, totals } from '../reports/totals.ts'
import { findSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { aligned } from './aligned.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  mode: Mode
}

export function reportTotals(report: Command, terminal: Terminal, { withStorage }: Workplace): void {
  report
    .command('totals')
    .description('everything a site has earned, by currency')
    .requiredOption('--site <id>', 'which site')
    .addOption(new Option('--mode <mode>', 'which payments').choices(modeSchema.options).default('live'))
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const answer = await withStorage((storage) => totalsOf(storage, options))
      print(terminal, options, answer, linesOf(answer, options.mode))
    })
}

async function totalsOf(storage: Storage, { site, mode }: Options): Promise<Totals> {
  if (await findSite(storage.read, site)) return totals(storage.reports, site, mode)
  throw new Refusal('unknown_site', `There is no site ${site} here. \`farthing site list\` lists them.`)
}

function linesOf({ currencies, unattributed }: Totals, mode: Mode): string[] {
  const rows = Object.entries(currencies)
  if (rows.length === 0) return [`No ${mode} payments yet.`]
  const header = ['', 'payments', 'gross', 'refunds', 'disputes', 'credits', 'net']
  const table = rows.map(([currency, one]) => [
    currency.toUpperCase(),
    ...[one.payments, one.gross, one.refunds, one.disputes, one.credits, one.net].map(String),
  ])
  return [
    `All ${mode} payments, in the smallest unit of each currency:`,
    ...aligned([header, ...table]),
    `Without a known visit: ${unattributed}.`,
  ]
}
