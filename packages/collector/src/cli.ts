// The command line: which commands there are, and what becomes of an error.
import { Command, CommanderError } from 'commander'
import { costsImport } from './cli/costs-import.ts'
import { demo } from './cli/demo.ts'
import { doctor } from './cli/doctor.ts'
import { importHistory } from './cli/import.ts'
import { migrate } from './cli/migrate.ts'
import { personDelete } from './cli/person-delete.ts'
import { personExport } from './cli/person-export.ts'
import { ratesImport } from './cli/rates-import.ts'
import { reportTotals } from './cli/report-totals.ts'
import { secretRotate } from './cli/secret-rotate.ts'
import { serve } from './cli/serve.ts'
import { siteAdd } from './cli/site-add.ts'
import { siteList } from './cli/site-list.ts'
import { siteSet } from './cli/site-set.ts'
import { stripeBackfill } from './cli/stripe-backfill.ts'
import { stripeReconcile } from './cli/stripe-reconcile.ts'
import { stripeReplay } from './cli/stripe-replay.ts'
import { processTerminal, type Terminal } from './cli/terminal.ts'
import { tokenAdd } from './cli/token-add.ts'
import { userAdd } from './cli/user-add.ts'
import { userReset } from './cli/user-reset.ts'
import { version } from './version.ts'

/** Answers the exit code. `args` are the words after `farthing`. */
export async function runCli(args: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  try {
    await commands(terminal).parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has said what is wrong, or has printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode
    terminal.error(sentenceOf(error))
    return 1
  }
}

function commands(terminal: Terminal): Command {
  const program = new Command('farthing')
    .description('Which visit, channel and campaign earned each Stripe payment')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    })
    .showHelpAfterError('(add --help for what is possible)')
  serve(program, terminal)
  migrate(program, terminal)
  doctor(program, terminal)
  demo(program, terminal)
  const site = program.command('site').description('the websites that are measured')
  siteAdd(site, terminal)
  siteList(site, terminal)
  siteSet(site, terminal)
  const user = program.command('user').description('who may sign in to the dashboard')
  userAdd(user, terminal)
  userReset(user, terminal)
  const secret = program.command('secret').description('the master secret under which keys are stored')
  secretRotate(secret, terminal)
  const stripe = program.command('stripe').description('what Stripe knows, and what the ledger made of it')
  stripeReconcile(stripe, terminal)
  const token = program.command('token').description('what programs may do in the name of a site')
  tokenAdd(token, terminal)
  stripeBackfill(stripe, terminal)
  stripeReplay(stripe, terminal)
  const person = program.command('person').description('what is kept of one person')
  personExport(person, terminal)
  personDelete(person, terminal)
  importHistory(program, terminal)
  const rates = program.command('rates').description('what currencies were worth, by day')
  ratesImport(rates, terminal)
  const costs = program.command('costs').description('what advertising cost')
  costsImport(costs, terminal)
  const report = program.command('report').description('what the sites have earned')
  reportTotals(report, terminal)
  return program
}

/** A person gets a sentence; only a defect of ours needs to show where it is. */
function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(sentenceOf).join('\n')
  if (!(error instanceof Error)) return String(error)
  const isDefect = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError
  return isDefect && error.stack ? error.stack : error.message
}
