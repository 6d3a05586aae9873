// How long an owner waits for a report over a month of views, and how much longer when there are ten times as many.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Bench, type Figure, percentile, rounded } from './figures.ts'
import { type Installation, newInstallation, type Started } from './installation.ts'
import { DAYS, fillMonth } from './month-of-views.ts'

const DAY_MS = 86_400_000

export const reports: Bench = {
  options: {
    views: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '5' },
    port: { type: 'string', default: '4296' },
    // 1: the months stay where they were made, for other runs of the same day.
    keep: { type: 'string', default: '0' },
  },
  run: async ({ views = 0, times = 1, port = 0, keep = 0 }) => {
    console.log(
      `A tenth of ${views} views over ${DAYS} days, then all of them; each question ${times} times, the median counts.`,
    )
    const small = await asked({ views: Math.floor(views / 10), times, port, keep })
    const large = await asked({ views, times, port, keep })
    return figuresOf(small, large)
  },
}

interface Plan {
  views: number
  times: number
  port: number
  keep: number
}

interface Question {
  kind: 'unfiltered' | 'filtered' | 'page' | 'today'
  /** Asked together, as the dashboard does. */
  paths: string[]
}

interface Timed extends Question {
  ms: number
}

const breakdowns = [
  ...['channels', 'sources', 'campaigns', 'pages', 'entry-pages', 'exit-pages'],
  ...['countries', 'browsers', 'systems', 'devices', 'languages'],
]
const models = ['first', 'last', 'linear', 'position_based', 'time_decay']

function questions(month: string, today: string): Question[] {
  const one = (kind: Question['kind'], path: string): Question => ({ kind, paths: [path] })
  const all = ['overview', ...breakdowns]
  return [
    ...all.map((name) => one('unfiltered', `${name}?${month}`)),
    ...models.map((model) => one('unfiltered', `channels?${month}&model=${model}`)),
    ...all.map((name) => one('filtered', `${name}?${month}&filter=channels:is:Email`)),
    ...['overview', 'sources'].map((name) => one('page', `${name}?${month}&filter=pages:is:%252Fpage%252F7`)),
    { kind: 'today', paths: all.map((name) => `${name}?${today}`) },
  ]
}

async function asked(plan: Plan): Promise<Timed[]> {
  const today = new Date(Date.now()).toISOString().slice(0, 10)
  const from = Date.parse(today) - (DAYS - 1) * DAY_MS
  const folder = plan.keep ? join(tmpdir(), `farthing-bench-reports-${today}-${plan.views}`) : undefined
  const farthing = newInstallation({ PORT: String(plan.port), STRIPE_POLL_SECONDS: '0', LOG_LEVEL: 'info' }, folder)
  try {
    const siteId = await filled(farthing, plan.views, from)
    const month = `from=${new Date(from).toISOString().slice(0, 10)}&to=${today}`
    return await timed(farthing, siteId, questions(month, `from=${today}&to=${today}`), plan)
  } finally {
    if (!plan.keep) farthing.remove()
  }
}

async function filled(farthing: Installation, views: number, from: number): Promise<string> {
  const known = (await farthing.json('site', 'list')) as { sites: { id: string }[] }
  if (known.sites[0]) return known.sites[0].id
  const { id } = (await farthing.json('site', 'add', '--host', 'shop.example', '--time-zone', 'UTC')) as { id: string }
  fillMonth(join(farthing.folder, 'farthing.sqlite'), { views, siteId: id, from })
  return id
}

async function timed(
  farthing: Installation,
  siteId: string,
  all: Question[],
  { views, times, port }: Plan,
): Promise<Timed[]> {
  const collector = farthing.start('serve')
  try {
    await copied(collector)
    console.log(`${views} views: ready after ${rounded((collector.cost()?.cpuMs ?? 0) / 1000)} s CPU.`)
    const ask = await reader(farthing, siteId, port)
    const answers: Timed[] = []
    for (const question of all) {
      const rounds: number[] = []
      for (let round = 0; round <= times; round++) {
        const begun = performance.now()
        await Promise.all(question.paths.map(ask))
        // The first one opens what the others find open.
        if (round > 0) rounds.push(performance.now() - begun)
      }
      const ms = percentile(rounds, 0.5)
      console.log(`${rounded(ms, 1).toFixed(1).padStart(9)} ms  ${question.kind}: ${nameOf(question)}`)
      answers.push({ ...question, ms })
    }
    return answers
  } finally {
    collector.child.kill('SIGTERM')
    await collector.ended
  }
}

const nameOf = ({ paths }: Question): string => (paths.length === 1 ? paths.join() : 'all at once')

/** A collector copies what it finds into columns, by itself; reports of many views are fast from then on. */
export async function copied({ child }: Started): Promise<void> {
  if (!child.stderr) throw new Error('the collector has no log')
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('from the copy in columns')) return
    if (line.includes('from the rows')) throw new Error(`there is no copy in columns: ${line}`)
  }
  throw new Error('the collector ended before its copy was made')
}

/** A program that reads reports: answers are read whole and not looked at. */
async function reader(farthing: Installation, siteId: string, port: number): Promise<(path: string) => Promise<void>> {
  const { token } = (await farthing.json('token', 'add', '--site', siteId, '--scope', 'read')) as { token: string }
  return async (path) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/sites/${siteId}/reports/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    await response.arrayBuffer()
  }
}

function figuresOf(small: Timed[], large: Timed[]): Figure[] {
  const slowest = (all: Timed[], kind: Question['kind']) =>
    all.filter((one) => one.kind === kind).toSorted((a, b) => b.ms - a.ms)[0]
  const named = (kind: Question['kind'], what: string) => {
    const one = slowest(large, kind)
    return {
      value: rounded(one?.ms ?? 0, 1),
      meaning: `ms, ${what}: ${one ? nameOf(one) : 'none'}`,
    }
  }
  const grown = large
    .map((one, at) => ({ paths: one.paths, kind: one.kind, times: one.ms / (small[at]?.ms ?? one.ms) }))
    .filter(({ kind }) => kind === 'unfiltered')
    .toSorted((a, b) => b.times - a.times)[0]
  return [
    { name: 'slowestUnfilteredMs', ...named('unfiltered', 'the slowest question without a filter') },
    { name: 'slowestFilteredMs', ...named('filtered', 'the slowest with one filter') },
    { name: 'slowestPageFilteredMs', ...named('page', 'the slowest with a filter by page') },
    { name: 'todayMs', ...named('today', "today's dashboard") },
    {
      name: 'growth',
      value: rounded(grown?.times ?? 0),
      meaning: `times as long with ten times the views: ${grown?.paths[0] ?? ''}`,
    },
  ]
}
