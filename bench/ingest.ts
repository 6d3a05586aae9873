// Views with durable answers, everything on, beside a bare server that keeps nothing: what one view costs, takes and weighs.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { type Bench, type Figure, rounded } from './figures.ts'
import { type Cost, firstLine, type Installation, metered, newInstallation } from './installation.ts'
import type { Order, Sent } from './load.ts'

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export const ingest: Bench = {
  options: {
    views: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    port: { type: 'string', default: '4297' },
  },
  run: async ({ views = 0, rounds = 1, connections = 1, port = 0 }) => {
    console.log(
      `${rounds} rounds of ${views} views over ${connections} connections, each side in turn, after a warm-up.`,
    )
    const farthing = newInstallation({ PORT: String(port), TRUST_PROXY: '1', STRIPE_POLL_SECONDS: '0' })
    try {
      const site = (await farthing.json('site', 'add', '--host', 'shop.example')) as { id: string }
      return await measure(farthing, site.id, { views, rounds, connections, port })
    } finally {
      farthing.remove()
    }
  },
}

interface Plan {
  views: number
  rounds: number
  connections: number
  port: number
}

interface Side {
  name: string
  port: number
  cost: () => Cost | null
  cpuMs: number
  rounds: Sent[]
}

async function measure(farthing: Installation, site: string, plan: Plan): Promise<Figure[]> {
  const load = fork(file('load.ts'))
  const bare = spawn(process.execPath, [file('bare-server.ts'), String(plan.port + 1)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const collector = farthing.start('serve')
  const sides: [Side, Side] = [
    { name: 'bare', port: plan.port + 1, cost: metered(bare), cpuMs: 0, rounds: [] },
    { name: 'farthing', port: plan.port, cost: collector.cost, cpuMs: 0, rounds: [] },
  ]
  try {
    await Promise.all([firstLine(bare), firstLine(collector.child)])
    const empty = size(farthing.folder)
    const sent = await runRounds(load, sides, site, plan)
    const memory = sides[1].cost()?.rssMb ?? 0
    await end(collector.child)
    return figuresOf(sides, { sent, kept: kept(farthing.folder), bytes: size(farthing.folder) - empty, memory })
  } finally {
    for (const child of [load, bare, collector.child]) child.kill('SIGKILL')
  }
}

/** The first round is not counted: the compiler is still at work. Answers how many views were sent to Farthing. */
async function runRounds(load: ChildProcess, sides: readonly Side[], site: string, plan: Plan): Promise<number> {
  let from = 0
  for (let round = 0; round <= plan.rounds; round += 1) {
    for (const side of sides) {
      const before = side.cost()?.cpuMs ?? 0
      const sent = await order(load, { port: side.port, site, connections: plan.connections, from, views: plan.views })
      const cpuMs = (side.cost()?.cpuMs ?? 0) - before
      const perSecond = Math.round((plan.views / sent.ms) * 1000)
      console.log(
        `${round === 0 ? 'warm-up' : `round ${round}`}  ${side.name.padEnd(8)} ${rounded((cpuMs / plan.views) * 1000, 1)} µs CPU a view, ${perSecond} a second, p50 ${rounded(sent.p50Ms, 1)} ms, p99 ${rounded(sent.p99Ms, 1)} ms, ${JSON.stringify(sent.statuses)}`,
      )
      if (round === 0) continue
      side.cpuMs += cpuMs
      side.rounds.push(sent)
    }
    from += plan.views
  }
  return from
}

async function order(load: ChildProcess, wanted: Order): Promise<Sent> {
  load.send(wanted)
  const [sent] = await once(load, 'message')
  return sent as Sent
}

interface Outcome {
  sent: number
  kept: number
  bytes: number
  memory: number
}

function figuresOf([bare, farthing]: [Side, Side], { sent, kept: stored, bytes, memory }: Outcome): Figure[] {
  const views = farthing.rounds.reduce((sum, { statuses }) => sum + (statuses['200'] ?? 0), 0)
  const ms = farthing.rounds.reduce((sum, round) => sum + round.ms, 0)
  const worst = Math.max(...farthing.rounds.map(({ p99Ms }) => p99Ms))
  return [
    {
      name: 'cpuRatio',
      value: rounded(farthing.cpuMs / bare.cpuMs),
      meaning: 'server CPU a view, to that of a bare server',
    },
    { name: 'p99Ms', value: rounded(worst, 1), meaning: 'until a committed answer, worst round' },
    { name: 'viewsPerSecond', value: Math.round((views / ms) * 1000), meaning: 'sustained' },
    { name: 'bytesPerView', value: rounded(bytes / stored, 1), meaning: 'on disk with all indexes' },
    { name: 'rssMb', value: Math.round(memory), meaning: 'the most memory it held' },
    {
      name: 'cpuMsPer1000',
      value: rounded((farthing.cpuMs / views) * 1000, 1),
      meaning: 'CPU milliseconds for 1,000 views',
    },
    {
      name: 'bareCpuMsPer1000',
      value: rounded((bare.cpuMs / views) * 1000, 1),
      meaning: 'the same of the bare server',
    },
    { name: 'lost', value: sent - stored, meaning: 'sent and not kept, which must be none' },
  ]
}

/** Stopped politely, it empties the write-ahead log into the file. */
async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

function kept(folder: string): number {
  const database = new DatabaseSync(`${folder}/farthing.sqlite`, { readOnly: true })
  const row = database.prepare('select count(*) as views from view').get()
  database.close()
  return Number(row?.views)
}

function size(folder: string): number {
  return ['', '-wal'].reduce((sum, end) => {
    const found = statSync(`${folder}/farthing.sqlite${end}`, { throwIfNoEntry: false })
    return sum + (found?.size ?? 0)
  }, 0)
}
