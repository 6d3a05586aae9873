// The collector as a process of its own: started, waited for, watched and stopped.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../test/run.ts'
import { farthingCli } from './farthing.ts'
import type { Running } from './stop.ts'
import { Trouble } from './trouble.ts'

export interface Collector {
  url: string
  /** Set while nobody has an account yet. */
  setupLink: string | null
  /** Settles when the process ends without being asked to. */
  died: Promise<string>
}

export async function startCollector(port: number, env: NodeJS.ProcessEnv, parts: Running): Promise<Collector> {
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, [farthingCli, 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let asked = false
  parts.add(async () => {
    asked = true
    await end(child)
  })
  const link = setupLinkFrom(child)
  const died = once(child, 'exit').then(([code, signal]) =>
    asked ? '' : `The collector stopped (${signal ?? `exit code ${code}`}). Its last lines above say why.`,
  )
  await Promise.race([
    answers(`${url}/readyz`),
    died.then((why) => {
      throw new Trouble(why)
    }),
  ])
  if (!link() && (await isUnclaimed(url))) await wait(200)
  return { url, setupLink: link(), died }
}

/** What the collector says at its start is said by `announcement`, once; its log goes to stderr and is passed on. */
function setupLinkFrom(child: ChildProcess): () => string | null {
  let link: string | null = null
  const lines = createInterface({ input: child.stdout ?? Readable.from([]) })
  lines.on('line', (line) => {
    const found = /https?:\S+\/setup\?token=[\w-]+/.exec(line)?.[0]
    if (found) link = found
  })
  return () => link
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await wait(50)
  }
  throw new Trouble(`The collector did not answer at ${url} within 30 s. Its lines above may say why.`)
}

async function isUnclaimed(url: string): Promise<boolean> {
  const session = await fetch(`${url}/api/session`).then((response) => response.json())
  return typeof session === 'object' && session !== null && 'state' in session && session.state === 'setup'
}

/** Asks politely, and after ten seconds no longer. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(force)
}
