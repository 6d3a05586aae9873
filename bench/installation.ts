// A Farthing of its own for a bench, in a folder that is gone afterwards: its commands, its collector, and what they cost.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const farthing = fileURLToPath(new URL('../packages/collector/bin/farthing.js', import.meta.url))

export interface Installation {
  /** What a command prints with `--json`. */
  json(...args: string[]): Promise<unknown>
  start(...args: string[]): Started
  folder: string
  remove(): void
}

export interface Started {
  child: ChildProcess
  cost: () => Cost | null
  ended: Promise<number | null>
}

export interface Cost {
  cpuMs: number
  /** The most that it ever held. */
  rssMb: number
  /** What it held at the last look. */
  nowMb: number
}

/** In a folder that another run may have filled, or one that is new. */
export function newInstallation(settings: Record<string, string>, kept?: string): Installation {
  if (kept) mkdirSync(kept, { recursive: true })
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const env = { ...process.env, FARTHING_DATA: folder, LOG_LEVEL: 'warn', ...settings }
  return {
    json: async (...args) => {
      const { stdout } = await promisify(execFile)(process.execPath, [farthing, ...args, '--json'], { env })
      return JSON.parse(stdout)
    },
    start: (...args) => {
      const child = spawn(process.execPath, [farthing, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      child.stderr.pipe(process.stderr, { end: false })
      const meter = metered(child)
      return { child, cost: meter, ended: once(child, 'exit').then(([code]) => code) }
    },
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Linux tells what a process has used as long as it lives: looked at often, the last look is kept. */
export function metered(child: ChildProcess): () => Cost | null {
  let last: Cost | null = null
  const look = () => {
    last = costOf(child.pid) ?? last
  }
  const timer = setInterval(look, 50)
  child.once('exit', () => clearInterval(timer))
  return () => {
    look()
    return last
  }
}

const TICK_MS = 10

function costOf(pid: number | undefined): Cost | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name in brackets, which may hold spaces: utime and stime are the 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
    // What has ended is in the table of processes for a moment longer, and holds nothing.
    if (Number.isNaN(mb('VmHWM'))) return null
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, rssMb: mb('VmHWM'), nowMb: mb('VmRSS') }
  } catch {
    return null
  }
}

/** The first line that a process prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the process prints nothing')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('the process ended without a word')
}
