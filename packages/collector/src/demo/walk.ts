// Walks a collector through the made-up month: at each moment its doors are told what happened just before, as browsers and Stripe tell it.
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Month } from './month.ts'
import type { Notice, Takings } from './till.ts'
import type { Message, Visit, Visitor } from './visit.ts'

export interface Walk {
  /** Of the collector's server. */
  port: number
  siteId: string
  month: Month
  takings: Takings
  /** Of the site's own webhook. */
  secret: string
  now: number
  /** Moves the collector's clock. */
  turn(at: number): void
  /** After each day: what waits behind the doors is settled. */
  onDay(share: number): Promise<void>
}

/** Messages are told once in this time, and say how old they are, as a browser does that was offline for a moment. */
const STEP = 120 * 60_000
const DAY = 86_400_000
const AT_ONCE = 128

interface Said {
  visitor: Visitor
  message: Message
}

export async function walk(plan: Walk): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const told = plan.month.visits.flatMap(({ visitor, messages }: Visit) =>
    messages.map((message) => ({ visitor, message })),
  )
  const said = queue(told, ({ message }) => message.at)
  const notices = queue([...plan.takings.notices], ({ at }) => at)
  let settledUntil = plan.month.from
  try {
    for (let until = plan.month.from + STEP; ; until = Math.min(plan.now, until + STEP)) {
      plan.turn(until)
      await tellVisits(plan, agent, said.before(until), until)
      await inParallel(notices.before(until), (notice) => tellNotice(plan, agent, notice, until))
      const isOver = until >= plan.now
      if (isOver || until - settledUntil >= DAY) {
        settledUntil = until
        await plan.onDay((until - plan.month.from) / (plan.now - plan.month.from))
      }
      if (isOver) return
    }
  } finally {
    agent.destroy()
  }
}

function queue<T>(items: readonly T[], timeOf: (item: T) => number): { before(until: number): T[] } {
  const waiting = [...items].sort((a, b) => timeOf(a) - timeOf(b))
  let next = 0
  return {
    before: (until) => {
      const from = next
      for (let item = waiting[next]; item !== undefined && timeOf(item) < until; item = waiting[next]) next += 1
      return waiting.slice(from, next)
    },
  }
}

/** Pages before what was done on them; in no other order, as the network brings them. */
async function tellVisits(plan: Walk, agent: Agent, said: readonly Said[], now: number): Promise<void> {
  const { true: views = [], false: others = [] } = Object.groupBy(
    said,
    ({ message }) => `${message.says.type === 'view'}`,
  )
  for (const wave of [views, others])
    await inParallel(wave, ({ visitor, message }) => tell(plan, agent, visitor, message, now))
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse()
  const one = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

async function tell(
  plan: Walk,
  agent: Agent,
  visitor: Visitor,
  { at, says, back }: Message,
  now: number,
): Promise<void> {
  const session = back === undefined ? undefined : plan.takings.sessions.get(back)
  const body = { site: plan.siteId, age: now - at, ...says, ...(session ? { stripeSessionId: session } : {}) }
  const { country, region, city, language } = visitor.place
  await post(plan, agent, '/api/event', JSON.stringify(body), {
    'content-type': 'text/plain',
    'user-agent': visitor.userAgent,
    'accept-language': language,
    'x-forwarded-for': visitor.ip,
    ...{ 'cf-ipcountry': country, 'cf-region-code': region, 'cf-ipcity': encodeURIComponent(city) },
  })
}

/** https://docs.stripe.com/webhooks/signature */
async function tellNotice(plan: Walk, agent: Agent, { body }: Notice, now: number): Promise<void> {
  const seconds = Math.floor(now / 1000)
  const signature = createHmac('sha256', plan.secret).update(`${seconds}.${body}`).digest('hex')
  await post(plan, agent, `/in/${plan.siteId}/stripe`, body, {
    'content-type': 'application/json',
    'stripe-signature': `t=${seconds},v1=${signature}`,
  })
}

/** Whatever is not taken ends the walk: half a month would be worse than none. */
function post(plan: Walk, agent: Agent, path: string, body: string, headers: Record<string, string>): Promise<void> {
  const length = String(Buffer.byteLength(body))
  const options = { agent, host: '127.0.0.1', port: plan.port, path, method: 'POST' }
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, headers: { ...headers, 'content-length': length } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve()
          : reject(new Error(`${path} answered ${answer.statusCode} to the demo: ${text} (${body.slice(0, 200)})`)),
      )
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
