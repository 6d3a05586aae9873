// The command line from the sources, as a process of its own: what can be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What bin/farthing.js does. */
const program = `import { runCli } from ${JSON.stringify(fileURLToPath(new URL('../cli.ts', import.meta.url)))}
process.exitCode = await runCli(process.argv.slice(1))`
const node = ['--conditions=source', '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]

export interface Command {
  child: ChildProcess
  /** Resolves when it has ended, however. */
  ended: Promise<{ code: number | null; out: string; error: string }>
}

export function startCommand(args: string[], environment: Record<string, string>): Command {
  const child = spawn(process.execPath, [...node, '--', ...args], { env: { PATH: process.env.PATH, ...environment } })
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
