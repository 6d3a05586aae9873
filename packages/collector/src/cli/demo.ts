// `farthing demo`: a site with a made-up month, for trying out; and away with it again.
import type { Command } from 'commander'
import { findDemo } from '../demo/store.ts'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { withLease } from '../stripe/lease.ts'
import { aligned } from './aligned.ts'
import { type Filled, fillDemo, takeAway } from './fill-demo.ts'
import { bar, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  seed: string
  visits: string
  days: string
  remove?: boolean
}

export function demo(program: Command, terminal: Terminal, place: Workplace): void {
  program
    .command('demo')
    .description('fill a site with a made-up month of visits and payments, for trying out; again: change nothing')
    .option('--seed <number>', 'another month than the usual one', '1')
    .option('--visits <number>', 'how many a day, roughly', '150')
    .option('--days <number>', 'how many days, up to now', '30')
    .option('--remove', 'take the demo away again')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      if (options.remove) return await remove(place, terminal, options)
      const wish = {
        seed: wholeNumber('seed', options.seed, 0, 1_000_000),
        visitsPerDay: wholeNumber('visits', options.visits, 1, 100_000),
        days: wholeNumber('days', options.days, 1, 365),
      }
      const onProgress = (share: number) => terminal.progress?.(`${bar(share)} the month passes`)
      const filled = await alone(place, (parts) => fillDemo(parts, { ...wish, now: parts.clock() }, onProgress))
      terminal.progress?.('')
      print(terminal, options, filled, linesOf(filled))
    })
}

async function remove(place: Workplace, terminal: Terminal, options: Printed): Promise<void> {
  const onShare = (share: number) => terminal.progress?.(`${bar(share)} the month is undone`)
  const removed = await alone(place, async (parts) => {
    const there = await findDemo(parts.storage.read)
    if (there) await takeAway(parts, there, onShare)
    return there?.siteId ?? null
  })
  terminal.progress?.('')
  print(terminal, options, { removed }, [
    removed ? `The demo is gone, with site ${removed}.` : 'There is no demo here.',
  ])
}

async function alone<T>({ withParts }: Workplace, work: (parts: Parts) => Promise<T>): Promise<T> {
  const done = await withParts((parts) => withLease(parts, 'demo', async () => ({ value: await work(parts) })))
  if (done) return done.value
  throw new Refusal('busy', 'Another `farthing demo` is at work on this database. Wait until it has ended.')
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new Refusal('invalid_body', `--${name} is a whole number from ${least} to ${most}, not "${text}".`)
}

function linesOf({ siteId, visits, views, taken, made }: Filled): string[] {
  const header = ['', 'payments', 'gross', 'refunds', 'disputes']
  const rows = Object.entries(taken).map(([currency, sum]) => [
    currency.toUpperCase(),
    ...[sum.payments, sum.gross, sum.refunds, sum.disputes].map(String),
  ])
  return [
    made
      ? `The demo is site ${siteId}: ${visits} visits with ${views} views.`
      : `The demo is there already: ${siteId}.`,
    'Its test payments, in the smallest unit of each currency, are in the ledger to the cent:',
    ...aligned([header, ...rows]),
    'Nothing in it happened. `farthing demo --remove` takes it away.',
  ]
}
