// `npm start` itself, on other ports and another data folder.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from './free-ports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Started {
  output: string
  /** Answers the exit code. */
  interrupt: (signal?: NodeJS.Signals) => Promise<number | null>
}

export interface DemoCommand {
  url: string
  shop: string
  start: () => Promise<Started>
  startAndEnd: () => Promise<{ code: number | null; output: string }>
  expectNothingLeft: () => Promise<void>
  remove: () => Promise<void>
}

export async function demoCommand(): Promise<DemoCommand> {
  const first = await fourPortsInARow()
  const folder = await mkdtemp(join(tmpdir(), 'farthing-demo-'))
  const { STRIPE_API_KEY: _key, ...inherited } = process.env
  const env = { ...inherited, PORT: String(first), FARTHING_DATA: folder }
  const children: ChildProcess[] = []
  const spawned = () => {
    // A process group of its own: whoever is left of it afterwards is an orphan.
    const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'start'], { cwd: root, env, detached: true })
    children.push(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    return { child, said: () => output }
  }
  return {
    url: `http://localhost:${first}`,
    shop: `http://localhost:${first + 2}`,
    start: async () => {
      const { child, said } = spawned()
      await until(() => said().includes('Ctrl-C') || child.exitCode !== null)
      if (child.exitCode !== null) throw new Error(`npm start ended:\n${said()}`)
      return { output: said(), interrupt: (signal = 'SIGINT') => end(child, signal) }
    },
    startAndEnd: async () => {
      const { child, said } = spawned()
      const [code] = await once(child, 'close')
      return { code, output: said() }
    },
    expectNothingLeft: async () => {
      await until(() => !children.some(groupLives))
      if (await anyAnswers([first, first + 1, first + 2, first + 3])) throw new Error('A port still answers.')
    },
    remove: async () => {
      for (const child of children) if (groupLives(child)) process.kill(-(child.pid ?? 0), 'SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = once(child, 'exit')
  child.kill(signal)
  const [code] = await gone
  return code
}

function groupLives({ pid }: ChildProcess): boolean {
  if (pid === undefined) return false
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('This did not happen within a minute.')
}

async function anyAnswers(ports: number[]): Promise<boolean> {
  const answers = ports.map((port) =>
    fetch(`http://localhost:${port}/`).then(
      () => true,
      () => false,
    ),
  )
  return (await Promise.all(answers)).includes(true)
}

async function fourPortsInARow(): Promise<number> {
  for (const port of await freePorts(50)) {
    const next = await Promise.all([1, 2, 3].map((step) => isFree(port + step)))
    if (next.every(Boolean)) return port
  }
  throw new Error('There are no four free ports in a row.')
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port)
  return Promise.race([once(server, 'listening'), once(server, 'error')])
    .then(() => server.listening)
    .catch(() => false)
    .finally(() => server.close())
}
