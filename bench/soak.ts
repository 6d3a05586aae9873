// Many views into a database that holds many already: whether memory stays flat and answers stay quick.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { type Bench, type Figure, rounded } from './figures.ts'
import { firstLine, type Installation, newInstallation } from './installation.ts'
import type { Order, Sent } from './load.ts'

const STEPS = 20

export const soak: Bench = {
  options: {
    held: { type: 'string', default: '10000000' },
    views: { type: 'string', default: '5000000' },
    connections: { type: 'string', default: '64' },
    port: { type: 'string', default: '4296' },
  },
  run: async ({ held = 0, views = 0, connections = 1, port = 0 }) => {
    console.log(`${views} views over ${connections} connections into a database that holds ${held}.`)
    const farthing = newInstallation({ PORT: String(port), TRUST_PROXY: '1', STRIPE_POLL_SECONDS: '0' })
    try {
      const site = (await farthing.json('site', 'add', '--host', 'shop.example')) as { id: string }
      await sendFirst(farthing, site.id, port)
      const began = performance.now()
      multiply(farthing.folder, held)
      console.log(`The database holds them after ${Math.round((performance.now() - began) / 1000)} seconds.`)
      return await measure(farthing, { site: site.id, views, connections, port })
    } finally {
      farthing.remove()
    }
  },
}

const FIRST = 3_000

/** Views that came in by the door: what is held before the soak is made of them. */
async function sendFirst(farthing: Installation, site: string, port: number): Promise<void> {
  const { child } = farthing.start('serve')
  const load = fork(fileURLToPath(new URL('./load.ts', import.meta.url)))
  try {
    await firstLine(child)
    await send(load, { port, site, connections: 16, from: 0, views: FIRST })
  } finally {
    load.kill()
  }
  await end(child)
}

/** Copies them under other names into the days before, as many as are wanted: by the door it would take an hour. */
function multiply(folder: string, held: number): void {
  const database = new DatabaseSync(`${folder}/farthing.sqlite`)
  database.exec('pragma synchronous = off; pragma cache_size = -262144')
  const { last } = database.prepare('select max(no) as last from view_row').get() as { last: number }
  const copies = Math.max(0, Math.round(held / FIRST) - 1)
  // As random at their end as those of browsers are: by their end they are found.
  const letter = `substr('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', abs(random()) % 64 + 1, 1)`
  const name = `lower(hex(randomblob(8))) || ${Array(6).fill(letter).join(' || ')}`
  const visitsAgain =
    database.prepare(`insert into visit_row (no, site, visitor_id, day, started_at, lasted, views, entry_page, exit_page, last_tick, origin,
      click_id, browser)
    select no + :shift, site, 'v_' || ${name},
      date('2026-01-01', (:copy % 300) || ' days'), started_at - 86400000 * 40, lasted, views, entry_page, exit_page, last_tick, origin, click_id, browser
    from visit_row where no <= :last`)
  const viewsAgain =
    database.prepare(`insert into view_row (no, id, visit, at, page, origin, click_id, tick, page_before)
    select no + :shift, ${name}, visit + :shift, at - 86400000 * 40, page, origin, click_id, tick, page_before
    from view_row where no <= :last`)
  for (let copy = 1; copy <= copies; copy += 1) {
    if (copy % 50 === 1) database.exec('begin')
    visitsAgain.run({ shift: copy * last, copy, last })
    viewsAgain.run({ shift: copy * last, last })
    if (copy % 50 === 0 || copy === copies) database.exec('commit')
  }
  database.exec("update counter set last = (select max(no) from view_row) where name = 'view'")
  database.close()
}

interface Plan {
  site: string
  views: number
  connections: number
  port: number
}

async function measure(farthing: Installation, plan: Plan): Promise<Figure[]> {
  const before = bytesOf(farthing.folder)
  const load = fork(fileURLToPath(new URL('./load.ts', import.meta.url)))
  const { child, cost } = farthing.start('serve')
  let most = 0
  const steps: Step[] = []
  try {
    await firstLine(child)
    for (let step = 0; step < STEPS; step += 1) {
      const views = Math.round(plan.views / STEPS)
      const sent = await send(load, { ...plan, from: FIRST + step * views, views })
      const rssMb = cost()?.nowMb ?? 0
      const heapMb = await heapOf(plan.port)
      steps.push({ ...sent, rssMb, heapMb })
      const perSecond = Math.round((views / sent.ms) * 1000)
      console.log(
        `${String((step + 1) * views).padStart(9)} views  ${perSecond} a second, p99 ${rounded(sent.p99Ms, 1)} ms, ${Math.round(rssMb)} MB, of that ${Math.round(heapMb)} MB heap, ${JSON.stringify(sent.statuses)}`,
      )
    }
    most = cost()?.rssMb ?? 0
    await end(child)
  } finally {
    for (const one of [load, child]) one.kill('SIGKILL')
  }
  return figuresOf(steps, bytesOf(farthing.folder) - before, most)
}

interface Step extends Sent {
  /** Held after it. */
  rssMb: number
  heapMb: number
}

/** As the collector itself tells Prometheus. */
async function heapOf(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
  return Number(/^nodejs_heap_size_used_bytes (\d+)/m.exec(await answer.text())?.[1]) / 1024 / 1024
}

function figuresOf(steps: readonly Step[], bytes: number, most: number): Figure[] {
  const acknowledged = steps.reduce((sum, { statuses }) => sum + (statuses['200'] ?? 0), 0)
  const half = steps[Math.floor(steps.length / 2) - 1]
  const last = steps.at(-1)
  const mb = (value: number | undefined) => Math.round(value ?? 0)
  return [
    { name: 'acknowledged', value: acknowledged, meaning: 'views that were answered as committed' },
    { name: 'p99Ms', value: rounded(Math.max(...steps.map(({ p99Ms }) => p99Ms)), 1), meaning: 'in the worst step' },
    { name: 'rssMb', value: mb(most), meaning: 'the most memory it ever held' },
    { name: 'rssHalfMb', value: mb(half?.rssMb), meaning: 'what it held in the middle of the soak' },
    { name: 'rssEndMb', value: mb(last?.rssMb), meaning: 'and at its end' },
    { name: 'heapHalfMb', value: mb(half?.heapMb), meaning: "of that JavaScript's, in the middle" },
    { name: 'heapEndMb', value: mb(last?.heapMb), meaning: 'and at the end' },
    { name: 'bytesPerView', value: rounded(bytes / acknowledged, 1), meaning: 'that the file grew by' },
  ]
}

async function send(load: ChildProcess, wanted: Order): Promise<Sent> {
  load.send(wanted)
  const [sent] = await once(load, 'message')
  return sent as Sent
}

/** Stopped politely, it empties the write-ahead log into the file. */
async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

const bytesOf = (folder: string): number => statSync(`${folder}/farthing.sqlite`).size
