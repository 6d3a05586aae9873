// `farthing stripe backfill`: fetches the history of a site's Stripe account, and goes on where an earlier one was ended.
import { setTimeout as sleep } from 'node:timers/promises'
import type { StripeBackfill } from '@farthing/contract'
import { type Command, InvalidArgumentError } from 'commander'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { runBackfill, startBackfill } from '../stripe/backfill.ts'
import { backfillRows, backfillShown } from '../stripe/backfill-store.ts'
import { stripeApi } from '../stripe/client.ts'
import { type ApiKey, apiKeyOf } from '../stripe/connection.ts'
import { backfillLease } from '../stripe/fill-histories.ts'
import { withLease } from '../stripe/lease.ts'
import { openInbox } from '../stripe/settle-inbox.ts'
import { siteNamed } from './known-site.ts'
import { bar, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  from?: number
}

/** Somebody else is at it, most likely the running collector: how often we look how far it is. */
const LOOK_MS = 500

export function stripeBackfill(stripe: Command, terminal: Terminal, { withParts }: Workplace): void {
  stripe
    .command('backfill')
    .description('fetch the history from Stripe; run it again to go on where it was ended')
    .requiredOption('--site <id>', 'whose Stripe account')
    .option('--from <date>', 'the first day, as in 2024-01-31 (default: from the beginning)', day)
    .option('--json', 'print JSON at the end')
    .action(async (options: Options) => {
      const shown = await withParts(async (parts) => {
        const { id } = await siteNamed(parts.storage, options.site)
        const apiKey = await apiKeyOf(parts.storage.read, parts, id)
        if (!apiKey)
          throw new Refusal(
            'no_key',
            'The history comes from Stripe itself: set STRIPE_API_KEY, or put a key into the settings.',
          )
        await startBackfill(parts, apiKey, options.from ?? 0)
        return await follow(parts, apiKey, (now) => terminal.progress?.(progressLine(now)))
      })
      terminal.progress?.('')
      print(terminal, options, shown, linesOf(shown))
    })
}

function day(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new InvalidArgumentError('A date looks like 2024-01-31.')
  return time
}

/** Fetches, or watches who does; whoever it is may be killed at any time. */
async function follow(parts: Parts, apiKey: ApiKey, tell: (shown: StripeBackfill) => void): Promise<StripeBackfill> {
  const { storage, config } = parts
  const api = stripeApi(config.stripe.apiBase, config.stripe.requestsPerSecond)
  const { drain } = openInbox(parts)
  const { signal } = new AbortController()
  for (;;) {
    const shown = backfillShown(await backfillRows(storage.read, apiKey.connection))
    tell(shown)
    if (shown.state !== 'running') break
    const onPage = (rows: Parameters<typeof backfillShown>[0]) => tell(backfillShown(rows))
    const run = () => runBackfill({ parts, api, apiKey, drain, onPage, signal })
    const isOurs = await withLease(parts, backfillLease(apiKey.connection), async () => run().then(() => true))
    if (!isOurs) await sleep(LOOK_MS)
  }
  await drain()
  return backfillShown(await backfillRows(storage.read, apiKey.connection))
}

function progressLine({ resources, objects }: StripeBackfill): string {
  const over = resources.filter(({ state }) => state !== 'running')
  const current = resources.find(({ state, objects: some }) => state === 'running' && some > 0)
  const back = current ? `, ${current.resource} back to ${dayOf(current.reachedAt)}` : ''
  return `${bar(over.length / Math.max(1, resources.length))} ${objects} objects${back}${problemOf(resources)}`
}

const problemOf = (resources: StripeBackfill['resources']): string => {
  const waiting = resources.find(({ state, problem }) => state === 'running' && problem !== null)
  return waiting ? ` (${waiting.problem})` : ''
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

const linesOf = ({ resources, objects }: StripeBackfill): string[] => [
  `Fetched ${objects} objects:`,
  ...resources.map(({ resource, objects: own, problem }) => `  ${resource}: ${problem ?? own}`),
]
