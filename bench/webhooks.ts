// A burst of webhooks, every tenth told twice, and the collector killed half-way: how fast each is answered, and what becomes of it.
import { setTimeout as sleep } from 'node:timers/promises'
import Stripe from 'stripe'
import { type Bench, type Figure, percentile, rounded } from './figures.ts'
import { type Cost, firstLine, type Installation, newInstallation, type Started } from './installation.ts'

const SECRET = 'whsec_of_the_bench'
/** As Stripe does, only sooner. */
const RETRY_MS = 500

interface Totals {
  currencies: Record<string, { payments: number; gross: number }>
}

export const webhooks: Bench = {
  options: {
    deliveries: { type: 'string', default: '5000' },
    'per-second': { type: 'string', default: '200' },
    port: { type: 'string', default: '4299' },
  },
  run: async ({ deliveries = 0, 'per-second': perSecond = 1, port = 0 }) => {
    console.log(`${deliveries} signed webhooks at ${perSecond} a second, one in ten twice, kill -9 half-way.`)
    const farthing = newInstallation({ PORT: String(port), STRIPE_WEBHOOK_SECRET: SECRET })
    try {
      const { id } = (await farthing.json('site', 'add', '--host', 'shop.example', '--currency', 'eur')) as {
        id: string
      }
      return await measure(farthing, id, { deliveries, perSecond, port })
    } finally {
      farthing.remove()
    }
  },
}

/** Three events tell one sale, as at Stripe; every tenth delivery repeats the one before it. */
function bodies(deliveries: number): { all: string[]; sales: number } {
  const all: string[] = []
  let told = 0
  while (all.length < deliveries) {
    const before = all.at(-1)
    if (before !== undefined && all.length % 10 === 9) all.push(before)
    else all.push(eventOf(told++))
  }
  return { all, sales: Math.ceil(told / 3) }
}

function eventOf(n: number): string {
  const sale = Math.floor(n / 3)
  const created = Math.floor(Date.now() / 1_000)
  const common = { currency: 'eur', created, livemode: false, metadata: {} }
  const ids = { intent: `pi_bench${sale}`, charge: `ch_bench${sale}` }
  const objects = [
    {
      object: 'charge',
      id: ids.charge,
      payment_intent: ids.intent,
      status: 'succeeded',
      paid: true,
      captured: true,
      amount: 1_000,
      amount_captured: 1_000,
      amount_refunded: 0,
    },
    {
      object: 'payment_intent',
      id: ids.intent,
      latest_charge: ids.charge,
      status: 'succeeded',
      amount: 1_000,
      amount_received: 1_000,
    },
    {
      object: 'checkout.session',
      id: `cs_test_bench${sale}`,
      payment_intent: ids.intent,
      mode: 'payment',
      status: 'complete',
      payment_status: 'paid',
      amount_total: 1_000,
      client_reference_id: `view_of_the_bench_${sale}`,
    },
  ]
  const types = ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']
  const object = { ...common, ...objects[n % 3] }
  const event = {
    object: 'event',
    id: `evt_bench${n}`,
    api_version: '2025-03-31.basil',
    created,
    livemode: false,
    type: types[n % 3],
    data: { object },
  }
  return JSON.stringify(event)
}

interface Told {
  answeredMs: number[]
  retried: number
}

async function measure(
  farthing: Installation,
  siteId: string,
  { deliveries, perSecond, port }: { deliveries: number; perSecond: number; port: number },
): Promise<Figure[]> {
  const { all, sales } = bodies(deliveries)
  const url = `http://127.0.0.1:${port}/api/webhooks/stripe`
  const told: Told = { answeredMs: [], retried: 0 }
  let collector = await serve(farthing)
  const costs: (Cost | null)[] = []
  const began = performance.now()
  const sent: Promise<void>[] = []
  let restarted: Promise<void> | undefined
  for (const [n, body] of all.entries()) {
    await sleep(Math.max(0, began + (n * 1_000) / perSecond - performance.now()))
    if (n === Math.floor(all.length / 2)) {
      costs.push(collector.cost())
      collector.child.kill('SIGKILL')
      restarted = serve(farthing).then((again) => {
        collector = again
      })
    }
    sent.push(deliver(url, body, told))
  }
  await Promise.all([...sent, restarted])
  const answered = performance.now()
  const wanted = await settled(farthing, siteId, sales)
  const settleSeconds = (performance.now() - answered) / 1_000
  costs.push(collector.cost())
  collector.child.kill()
  await collector.ended
  return figures(told, { all, sales, wanted, settleSeconds, costs: costs.filter((cost) => cost !== null) })
}

async function serve(farthing: Installation): Promise<Started> {
  const started = farthing.start('serve')
  await firstLine(started.child)
  started.child.stdout?.resume()
  return started
}

/** Until it is taken: Stripe does not give up either. The time of the attempt that was answered counts. */
async function deliver(url: string, payload: string, told: Told): Promise<void> {
  for (;;) {
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET })
    const began = performance.now()
    const status = await fetch(url, { method: 'POST', body: payload, headers: { 'stripe-signature': signature } })
      .then(async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      })
      .catch(() => 0)
    if (status === 200) {
      told.answeredMs.push(performance.now() - began)
      return
    }
    told.retried++
    await sleep(RETRY_MS)
  }
}

async function settled(
  farthing: Installation,
  siteId: string,
  sales: number,
): Promise<{ payments: number; gross: number }> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const { currencies } = (await farthing.json('report', 'totals', '--site', siteId, '--mode', 'test')) as Totals
    const now = currencies.eur ?? { payments: 0, gross: 0 }
    if (now.payments >= sales || performance.now() > deadline) return now
    await sleep(200)
  }
}

interface Outcome {
  all: string[]
  sales: number
  wanted: { payments: number; gross: number }
  settleSeconds: number
  costs: Cost[]
}

function figures({ answeredMs, retried }: Told, { all, sales, wanted, settleSeconds, costs }: Outcome): Figure[] {
  const cpuMs = costs.reduce((sum, cost) => sum + cost.cpuMs, 0)
  const known = costs.length > 0
  return [
    { name: 'deliveries', value: all.length, meaning: `of ${sales} sales` },
    { name: 'lost', value: Math.max(0, sales - wanted.payments), meaning: 'sales that are not in the ledger' },
    { name: 'doubled', value: Math.max(0, wanted.payments - sales), meaning: 'payments too many' },
    { name: 'difference', value: wanted.gross - sales * 1_000, meaning: 'cents between the ledger and what was told' },
    { name: 'p99Ms', value: rounded(percentile(answeredMs, 0.99), 1), meaning: 'to the answer, for 99 of 100' },
    { name: 'p50Ms', value: rounded(percentile(answeredMs, 0.5), 1), meaning: 'to the answer, for one in two' },
    { name: 'retried', value: retried, meaning: 'attempts while the collector was down' },
    {
      name: 'settleSeconds',
      value: rounded(settleSeconds, 1),
      meaning: 'from the last answer until all is in the ledger',
    },
    {
      name: 'cpuMsPerEvent',
      value: known ? rounded(cpuMs / all.length) : null,
      meaning: 'CPU of both runs, two starts included',
    },
    {
      name: 'rssMb',
      value: known ? rounded(Math.max(...costs.map(({ rssMb }) => rssMb)), 0) : null,
      meaning: 'most memory',
    },
  ]
}
