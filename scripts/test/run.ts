// How the tasks run another program: its output is shown, or kept in a file where nobody watches; its exit code is the answer.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
const LONGEST_TAIL = 12_000

export interface Manner {
  env?: Record<string, string>
  /** The name of a log in `test-results/logs`, which takes the output when CI=true: what a CI shows of much output is cut, or not read at all. */
  log?: string
  /** After which it is ended, with all that it started, and has failed. */
  minutes?: number
}

export async function run(command: string, args: string[], manner: Manner = {}): Promise<number> {
  const file = manner.log && process.env.CI === 'true' ? logFile(manner.log) : null
  const output = file ? openSync(file, 'w') : ('inherit' as const)
  // A group of its own can be ended as a whole: a browser or a database that a runner left behind would keep a CI waiting.
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...manner.env },
    stdio: ['ignore', output, output],
    detached: true,
  })
  if (typeof output === 'number') closeSync(output)
  const code = await ended(child, manner.minutes)
  if (file && code !== 0) console.error(`${tail(file)}\n(the whole output: ${file})`)
  return code
}

async function ended(child: ChildProcess, minutes: number | undefined): Promise<number> {
  const passOn = (signal: NodeJS.Signals) => endGroup(child, signal)
  for (const signal of signals) process.on(signal, passOn)
  const limit = minutes && setTimeout(() => tooLong(child, minutes), minutes * 60_000)
  const [code, signal]: [number | null, NodeJS.Signals | null] = await exit(child)
  clearTimeout(limit)
  for (const name of signals) process.off(name, passOn)
  endGroup(child, 'SIGKILL')
  if (signal && signals.includes(signal)) process.exit(128 + constants.signals[signal])
  return code ?? 1
}

async function exit(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  const [code, signal] = await once(child, 'exit')
  return [code, signal]
}

function tooLong(child: ChildProcess, minutes: number): void {
  console.error(`${child.spawnargs.slice(0, 3).join(' ')} was ended because it took longer than ${minutes} minutes.`)
  endGroup(child, 'SIGKILL')
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal)
  } catch (error) {
    // Nobody of the group is left, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function logFile(name: string): string {
  const folder = join(root, 'test-results', 'logs')
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.log`)
}

/** The end of a log, where a runner says what failed. */
function tail(file: string): string {
  const text = readFileSync(file, 'utf8')
  return text.length > LONGEST_TAIL ? `…${text.slice(-LONGEST_TAIL)}` : text
}
