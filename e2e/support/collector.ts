// The built collector as a process of its own, so that a story can kill it the hard way and start it again.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const cli = fileURLToPath(new URL('../../packages/collector/bin/farthing.js', import.meta.url))

export interface CollectorProcess {
  url: string
  start: () => Promise<void>
  /** `kill -9`: nothing is flushed, nothing is said. */
  kill: () => Promise<void>
  stop: () => Promise<void>
  isAlive: () => boolean
  /** The newest link that was printed while there was nobody yet. */
  setupLink: () => string
  output: () => string
}

export async function farthing<Answer>(args: string[], env: Record<string, string>): Promise<Answer> {
  const options = { env: { ...process.env, ...env } }
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, '--json'], options)
  return JSON.parse(stdout)
}

export function collectorProcess(port: number, env: Record<string, string>): CollectorProcess {
  const url = `http://localhost:${port}`
  let child: ChildProcess | null = null
  let output = ''
  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null

  const start = async () => {
    child = spawn(process.execPath, [cli, 'serve'], { env: { ...process.env, ...env, PORT: String(port) } })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    for (let tries = 0; tries < 300; tries++) {
      if (!isAlive()) throw new Error(`The collector ended at its start:\n${output}`)
      if (await isReady(url)) return
      await wait(50)
    }
    throw new Error(`The collector did not become ready:\n${output}`)
  }
  const end = (signal: NodeJS.Signals) => async () => {
    if (!child || !isAlive()) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return {
    url,
    start,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
    isAlive,
    setupLink: () => output.match(/https?:\S+\/setup\?token=[\w-]+/g)?.at(-1) ?? '',
    output: () => output,
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  )
