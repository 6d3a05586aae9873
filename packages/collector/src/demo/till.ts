// The money of the made-up month: bought, renewed and given back at a Stripe sandbox, which tells it as Stripe does.
import { type Sandbox, startSandbox } from '@farthing/stripe-sandbox'
import type { Month } from './month.ts'
import { type Random, randomFrom } from './random.ts'
import type { Reversal, Sale } from './sale.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { sumUp, type Taken } from './taken.ts'

/** What Stripe would have sent to the site's webhook. */
export interface Notice {
  at: number
  body: string
}

export interface Takings {
  notices: Notice[]
  /** The Checkout Session of a sale, by the sale's number. */
  sessions: ReadonlyMap<number, string>
  /** Counted from Stripe's own objects, by currency. */
  taken: Taken
}

interface Task {
  at: number
  run: (till: Till) => Promise<void>
}

interface Till {
  sandbox: Sandbox
  shelf: Shelf
  random: Random
  sessions: Map<number, string>
  later: (at: number, run: Task['run']) => void
}

const DAY = 86_400_000
const PERIODS = { week: 7 * DAY, month: 30.4 * DAY }
const DECLINED = 0.08

/** The shapes in which events are told: the collector's own version. */
export async function takeMoney({
  month,
  seed,
  now,
  version,
}: {
  month: Month
  seed: number
  now: number
  version: string
}): Promise<Takings> {
  let time = Math.min(month.from, ...month.sales.map(({ at }) => at))
  const sandbox = await startSandbox({ seed, now: () => time, versions: [version], log: () => undefined })
  try {
    const tasks: Task[] = month.sales.map((sale, number) => ({ at: sale.at, run: (till) => sell(till, sale, number) }))
    const later: Till['later'] = (at, run) => void tasks.push({ at, run })
    const till = { sandbox, shelf: openShelf(sandbox), random: randomFrom(seed + 1), sessions: new Map(), later }
    for (;;) {
      const next = takeFirst(tasks)
      if (!next || next.at >= now) break
      time = Math.max(time, next.at)
      await next.run(till)
    }
    const notices = sandbox.control
      .events(version)
      .map((event) => ({ at: event.created * 1000, body: JSON.stringify(event) }))
    return { notices, sessions: till.sessions, taken: sumUp(sandbox.control.objects()) }
  } finally {
    await sandbox.close()
  }
}

function takeFirst(tasks: Task[]): Task | undefined {
  const first = tasks.reduce((best, { at }, index) => (at < (tasks[best]?.at ?? at) ? index : best), 0)
  return tasks.splice(first, 1)[0]
}

async function sell(till: Till, sale: Sale, number: number): Promise<void> {
  const { sandbox, shelf, sessions } = till
  if (sale.kind === 'subscription') return await subscribe(till, sale, number)
  if (sale.kind === 'invoice') {
    const { currency, email, good } = sale
    sandbox.control.scenario('S6', { amount: good.prices[currency], currency, email, product: good.name })
    return
  }
  if (sale.kind === 'intent') return giveBackLater(till, sale.reversal, await shelf.payInPage(sale))
  const session = sale.kind === 'link' ? await shelf.followLink(sale) : await shelf.openCheckout(sale)
  sandbox.control.paySession(session, { email: sale.email, method: 'card' })
  sessions.set(number, session)
  giveBackLater(till, sale.reversal, session)
}

function giveBackLater({ later, random }: Till, reversal: Reversal | null, of: string): void {
  if (!reversal) return
  const part = random.between(400, 1200)
  later(reversal.at, async ({ sandbox: { control } }) => {
    if (reversal.kind === 'dispute') control.scenario('dispute_open', { of, reason: 'product_not_received' })
    else control.scenario('refund', { of, ...(reversal.kind === 'part' ? { parts: [part] } : {}) })
  })
}

async function subscribe(till: Till, sale: Extract<Sale, { kind: 'subscription' }>, number: number): Promise<void> {
  const { sandbox, shelf, sessions, later } = till
  const session = await shelf.openSubscription(sale)
  sandbox.control.paySession(session, { email: sale.email, method: 'card' })
  sessions.set(number, session)
  const subscription = await shelf.subscriptionOf(session)
  if (sale.ends !== null)
    later(sale.ends, async () => void sandbox.control.scenario('canceled_now', { of: subscription }))
  renewLater(till, { subscription, every: PERIODS[sale.plan.every], at: sale.at, ends: sale.ends })
}

interface Running {
  subscription: string
  every: number
  at: number
  ends: number | null
}

function renewLater({ later, random }: Till, running: Running): void {
  const at = running.at + running.every
  if (running.ends !== null && running.ends <= at) return
  const declined = random.happens(DECLINED)
  later(at, async (till) => {
    const { invoice } = till.sandbox.control.renew(running.subscription, declined ? 'declined' : 'paid')
    // The card works again two days later.
    if (declined) till.later(at + 2 * DAY, async () => void till.sandbox.control.retryInvoice(invoice, 'paid'))
    renewLater(till, { ...running, at })
  })
}
