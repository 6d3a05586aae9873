// The command line from the sources, as a process of its own: what can be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What Node is told before the words of a command. */
export const farthing = [
  '--conditions=source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
  fileURLToPath(new URL('./farthing.ts', import.meta.url)),
]

export interface Command {
  child: ChildProcess
  /** Resolves when it has ended, however. */
  ended: Promise<{ code: number | null; out: string; error: string }>
}

/** `folder`: where it is started. */
export function startCommand(args: string[], environment: Record<string, string>, folder = process.cwd()): Command {
  const env = { PATH: process.env.PATH, ...environment }
  const child = spawn(process.execPath, [...farthing, ...args], { env, cwd: folder })
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk.toString()
  })
  return { child, ended: once(child, 'close').then(([code]) => ({ code, out, error })) }
}
