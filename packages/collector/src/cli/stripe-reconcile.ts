// `farthing stripe reconcile`: the ledger against Stripe, to the cent, with the ids that explain what differs.
import { type ReconcileAnswer, type ReconcileItem, reconcileQuerySchema } from '@farthing/contract'
import { type Command, Option } from 'commander'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import { findSite } from '../sites/store.ts'
import { stripeApi } from '../stripe/client.ts'
import { reconcile } from '../stripe/reconcile.ts'
import { aligned } from './aligned.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  from?: string
  to?: string
  mode?: 'live' | 'test'
}

export function stripeReconcile(stripe: Command, terminal: Terminal, { withParts }: Workplace): void {
  stripe
    .command('reconcile')
    .description('compare the ledger with Stripe, day by day')
    .requiredOption('--site <id>', 'which site')
    .option('--from <day>', 'the first day, YYYY-MM-DD (default: 30 days)')
    .option('--to <day>', 'the last day, YYYY-MM-DD (default: today)')
    .addOption(new Option('--mode <mode>', 'which payments (default: those of the key)').choices(['live', 'test']))
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const query = parseQuery(reconcileQuerySchema, { from: options.from, to: options.to, mode: options.mode })
      const answer = await withParts(async (parts) => {
        const site = await findSite(parts.storage.read, options.site)
        if (!site)
          throw new Refusal('unknown_site', `There is no site ${options.site} here. \`farthing site list\` lists them.`)
        const { stripe } = parts.config
        return reconcile(parts, stripeApi(stripe.apiBase, stripe.requestsPerSecond), site, query)
      })
      print(terminal, options, answer, linesOf(answer))
    })
}

function linesOf({ range, mode, rows, totals, notCompared }: ReconcileAnswer): string[] {
  const title = `${mode} payments from ${range.from} to ${range.to} (${range.timeZone}), in the smallest unit of each currency:`
  const header = ['day', '', 'ledger', 'Stripe', 'difference']
  const money = (row: { ledger: number; stripe: number; difference: number }) =>
    [row.ledger, row.stripe, row.difference].map(String)
  const table = [
    ...rows.map((row) => [row.day, row.currency.toUpperCase(), ...money(row)]),
    ...totals.map((total) => ['total', total.currency.toUpperCase(), ...money(total)]),
  ]
  const items = rows.flatMap((row) => [
    ...row.items.map((item) => explain(row.day, item)),
    ...(row.more > 0 ? [`  ${row.day}  and ${row.more} more`] : []),
  ])
  return [
    ...(rows.length === 0
      ? [`No ${mode} money moved from ${range.from} to ${range.to}.`]
      : [title, ...aligned([header, ...table], 2)]),
    ...(items.length > 0 ? ['What differs:', ...items] : rows.length > 0 ? ['Nothing differs.'] : []),
    ...notCompared.map(({ sentence }) => `Note: ${sentence}`),
  ]
}

function explain(day: string, { id, kind, ledger, stripe }: ReconcileItem): string {
  const what = `  ${day}  ${kind} ${id}`
  if (ledger === null) return `${what}: ${stripe} at Stripe, missing in the ledger`
  if (stripe === null) return `${what}: ${ledger} in the ledger, Stripe does not know it`
  return `${what}: ${ledger} in the ledger, ${stripe} at Stripe`
}
