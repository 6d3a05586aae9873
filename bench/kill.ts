// Kills the collector with SIGKILL at random moments under load: whether what it acknowledged is there, and once.
import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, type Figure, percentile, rounded } from './figures.ts'
import { firstLine, type Installation, newInstallation } from './installation.ts'

const MOST_MS = 1_500

export const kill: Bench = {
  options: {
    kills: { type: 'string', default: '50' },
    connections: { type: 'string', default: '32' },
    port: { type: 'string', default: '4297' },
  },
  run: async ({ kills = 0, connections = 1, port = 0 }) => {
    console.log(`${kills} kills at random moments, ${connections} visitors who look at page after page.`)
    const farthing = newInstallation({ PORT: String(port), TRUST_PROXY: '1', STRIPE_POLL_SECONDS: '0' })
    try {
      const { id } = (await farthing.json('site', 'add', '--host', 'shop.example')) as { id: string }
      const books: Books = { acknowledged: new Map(), unanswered: [], repeated: 0 }
      const startMs: number[] = []
      for (let n = 1; n <= kills; n += 1) {
        startMs.push(await lifeAndDeath(farthing, books, { site: id, connections, port }))
        if (n % 10 === 0) console.log(`${n} kills, ${books.acknowledged.size} messages acknowledged`)
      }
      // The last start finds what the last kill left, and takes what was never answered.
      await finish(farthing, books, { site: id, connections, port })
      return figuresOf(kills, books, startMs, kept(farthing.folder))
    } finally {
      farthing.remove()
    }
  },
}

type Kind = 'view' | 'event' | 'engagement'

interface Message {
  kind: Kind
  viewId: string
  body: string
  from: string
}

interface Books {
  /** What was answered 200, by the id under which it is kept. */
  acknowledged: Map<string, Kind>
  /** Sent and not answered: a browser sends them again. */
  unanswered: Message[]
  repeated: number
}

interface Place {
  site: string
  connections: number
  port: number
}

/** Answers how long the collector took to be there. */
async function lifeAndDeath(farthing: Installation, books: Books, place: Place): Promise<number> {
  const began = performance.now()
  const { child, ended } = farthing.start('serve')
  await firstLine(child)
  const startMs = performance.now() - began
  const lanes = Array.from({ length: place.connections }, (_, visitor) => browse(books, place, visitor, () => true))
  await sleep(Math.random() * MOST_MS)
  child.kill('SIGKILL')
  await ended
  await Promise.all(lanes)
  return startMs
}

async function finish(farthing: Installation, books: Books, place: Place): Promise<void> {
  const { child, ended } = farthing.start('serve')
  await firstLine(child)
  await browse(books, place, 0, () => books.unanswered.length > 0)
  child.kill('SIGTERM')
  await ended
}

/** One visitor, until the collector is gone; three views, then what happened on the last of them. */
async function browse(books: Books, place: Place, visitor: number, goesOn: () => boolean): Promise<void> {
  for (let step = 0; goesOn(); step += 1) {
    const again = books.unanswered.pop()
    if (again) books.repeated += 1
    const message = again ?? newMessage(place.site, visitor, step)
    const status = await send(place.port, message)
    if (status === 200) note(books, message)
    else books.unanswered.push(message)
    if (status === 0) return
  }
}

const lastViews = new Map<number, string>()

function newMessage(site: string, visitor: number, step: number): Message {
  const kind: Kind = step % 5 < 3 ? 'view' : step % 5 === 3 ? 'event' : 'engagement'
  const last = lastViews.get(visitor)
  const viewId = kind !== 'view' && last ? last : randomBytes(16).toString('base64url')
  const from = `203.0.113.${visitor}`
  if (kind === 'view' || last === undefined) {
    lastViews.set(visitor, viewId)
    return {
      kind: 'view',
      viewId,
      from,
      body: JSON.stringify({ type: 'view', site, viewId, url: `https://shop.example/${step % 40}` }),
    }
  }
  const more =
    kind === 'event'
      ? { eventId: randomBytes(16).toString('base64url'), name: 'added to cart' }
      : { engagedMs: 1_000 + step }
  return { kind, viewId, from, body: JSON.stringify({ type: kind, site, viewId, ...more }) }
}

/** 0: the connection broke. */
async function send(port: number, { body, from }: Message): Promise<number> {
  const headers = {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'x-forwarded-for': from,
  }
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/event`, { method: 'POST', body, headers })
    await answer.text()
    return answer.status
  } catch {
    return 0
  }
}

function note(books: Books, { kind, viewId, body }: Message): void {
  const id = kind === 'event' ? String((JSON.parse(body) as { eventId: string }).eventId) : viewId
  books.acknowledged.set(`${kind} ${id}`, kind)
}

interface Kept {
  /** How often each is there. */
  rows: Map<string, number>
  views: number
  /** What the visits say that they have. */
  viewsOfVisits: number
  withoutVisit: number
}

function kept(folder: string): Kept {
  const database = new DatabaseSync(`${folder}/farthing.sqlite`)
  const count = (sql: string) => Number(database.prepare(sql).get()?.n)
  const rows = new Map<string, number>()
  for (const [kind, sql] of [
    ['view', 'select id from view'],
    ['event', 'select id from event'],
    ['engagement', 'select view_id as id from engagement'],
  ] as const)
    for (const { id } of database.prepare(sql).all()) rows.set(`${kind} ${id}`, (rows.get(`${kind} ${id}`) ?? 0) + 1)
  const found = {
    rows,
    views: count('select count(*) as n from view_row'),
    viewsOfVisits: count('select sum(views) as n from visit'),
    withoutVisit: count('select count(*) as n from view_row where visit not in (select no from visit_row)'),
  }
  database.close()
  return found
}

function figuresOf(kills: number, books: Books, startMs: readonly number[], found: Kept): Figure[] {
  const lost = [...books.acknowledged.keys()].filter((id) => !found.rows.has(id))
  const doubled = [...found.rows.values()].filter((times) => times > 1).length
  return [
    { name: 'kills', value: kills, meaning: 'by SIGKILL, at a random moment under load' },
    { name: 'acknowledged', value: books.acknowledged.size, meaning: 'views, events and engagements answered 200' },
    { name: 'repeated', value: books.repeated, meaning: 'sent again because nobody had answered' },
    { name: 'lost', value: lost.length, meaning: 'of those acknowledged (wanted: 0)' },
    {
      name: 'doubled',
      value: doubled + Math.abs(found.viewsOfVisits - found.views),
      meaning: 'kept or counted twice (wanted: 0)',
    },
    { name: 'withoutVisit', value: found.withoutVisit, meaning: 'views that no visit has (wanted: 0)' },
    {
      name: 'startMs',
      value: rounded(percentile(startMs, 0.5), 0),
      meaning: 'until it listens, median',
    },
  ]
}
