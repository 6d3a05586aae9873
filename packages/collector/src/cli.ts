// The command line: which commands there are, and what becomes of an error.
import { Command, CommanderError } from 'commander'
import { backup } from './cli/backup.ts'
import { begin } from './cli/begin.ts'
import { costsImport } from './cli/costs-import.ts'
import { demo } from './cli/demo.ts'
import { doctor } from './cli/doctor.ts'
import { siteExport } from './cli/export.ts'
import { importHistory } from './cli/import.ts'
import { migrate } from './cli/migrate.ts'
import { personDelete } from './cli/person-delete.ts'
import { personExport } from './cli/person-export.ts'
import { ratesImport } from './cli/rates-import.ts'
import { reportShow } from './cli/report-show.ts'
import { reportTotals } from './cli/report-totals.ts'
import { secretRotate } from './cli/secret-rotate.ts'
import { serve } from './cli/serve.ts'
import { siteAdd } from './cli/site-add.ts'
import { siteList } from './cli/site-list.ts'
import { siteRemove } from './cli/site-remove.ts'
import { siteSet } from './cli/site-set.ts'
import type { CarryOut } from './cli/socket/guest.ts'
import type { Turn } from './cli/socket/turn.ts'
import { stripeBackfill } from './cli/stripe-backfill.ts'
import { stripeConnect } from './cli/stripe-connect.ts'
import { stripeReconcile } from './cli/stripe-reconcile.ts'
import { stripeReplay } from './cli/stripe-replay.ts'
import { processTerminal, type Terminal } from './cli/terminal.ts'
import { tokenAdd } from './cli/token-add.ts'
import { userAdd } from './cli/user-add.ts'
import { userReset } from './cli/user-reset.ts'
import { ownWorkplace, type Workplace, workplaceIn } from './cli/workplace.ts'
import type { Parts } from './parts.ts'
import { version } from './version.ts'

/** Answers the exit code. `words` are those after `farthing`. */
export async function runCli(words: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const held: { turn: Turn | null } = { turn: null }
  const program = newProgram(terminal)
  serve(program, terminal, carryOutIn)
  migrate(program, terminal, ownWorkplace)
  addCommands(program, terminal, ownWorkplace)
  program.hook('preAction', async (_, command) => {
    held.turn = await begin(nameOf(command), words, terminal)
  })
  try {
    return await exitCodeOf(program, words, terminal)
  } finally {
    await held.turn?.free()
  }
}

/** For a collector that runs: commands that others bring work with what it has open. It does not know those that stay where they are. */
const carryOutIn =
  (parts: Parts): CarryOut =>
  ({ words }, terminal) => {
    const program = newProgram(terminal)
    addCommands(program, terminal, workplaceIn(parts))
    return exitCodeOf(program, words, terminal)
  }

async function exitCodeOf(program: Command, words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await program.parseAsync(words, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has said what is wrong, or has printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode
    terminal.error(sentenceOf(error))
    return 1
  }
}

/** `site add` */
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()

const newProgram = (terminal: Terminal): Command =>
  new Command('farthing')
    .description('Which visit, channel and campaign earned each Stripe payment')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    })
    .showHelpAfterError('(add --help for what is possible)')

function addCommands(program: Command, terminal: Terminal, place: Workplace): void {
  doctor(program, terminal, place)
  demo(program, terminal, place)
  backup(program, terminal, place)
  const site = program.command('site').description('the websites that are measured')
  siteAdd(site, terminal, place)
  siteList(site, terminal, place)
  siteSet(site, terminal, place)
  siteRemove(site, terminal, place)
  const user = program.command('user').description('who may sign in to the dashboard')
  userAdd(user, terminal, place)
  userReset(user, terminal, place)
  const secret = program.command('secret').description('the master secret under which keys are stored')
  secretRotate(secret, terminal, place)
  const stripe = program.command('stripe').description('what Stripe knows, and what the ledger made of it')
  stripeConnect(stripe, terminal, place)
  stripeReconcile(stripe, terminal, place)
  const token = program.command('token').description('what programs may do in the name of a site')
  tokenAdd(token, terminal, place)
  stripeBackfill(stripe, terminal, place)
  stripeReplay(stripe, terminal, place)
  const person = program.command('person').description('what is kept of one person')
  personExport(person, terminal, place)
  personDelete(person, terminal, place)
  importHistory(program, terminal, place)
  siteExport(program, terminal, place)
  const rates = program.command('rates').description('what currencies were worth, by day')
  ratesImport(rates, terminal, place)
  const costs = program.command('costs').description('what advertising cost')
  costsImport(costs, terminal, place)
  const report = program.command('report').description('what the sites have earned')
  reportTotals(report, terminal, place)
  reportShow(report, terminal, place)
}

/** A person gets a sentence; only a defect of ours needs to show where it is. */
function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(sentenceOf).join('\n')
  if (!(error instanceof Error)) return String(error)
  const isDefect = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError
  return isDefect && error.stack ? error.stack : error.message
}
