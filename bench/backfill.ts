// A year's sales fetched from Stripe at once, with the process killed in between: nothing lost, nothing twice, little memory.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Bench, type Figure, rounded } from './figures.ts'
import { type Cost, firstLine, type Installation, newInstallation } from './installation.ts'

interface Totals {
  currencies: Record<string, { payments: number; gross: number }>
}
interface Fetched {
  objects: number
}

export const backfill: Bench = {
  options: {
    /** Each is a session, a PaymentIntent, a charge: and as many events as a webhook would have brought. */
    sales: { type: 'string', default: '17000' },
    kills: { type: 'string', default: '20' },
  },
  run: async ({ sales = 0, kills = 0 }) => {
    console.log(`${sales} sales at a stand-in for Stripe, fetched with ${kills} times kill -9 in between.`)
    const stripe = await startStripe(sales)
    const farthing = newInstallation({
      STRIPE_API_KEY: 'rk_test_bench',
      STRIPE_API_BASE: stripe.url,
      STRIPE_REQUESTS_PER_SECOND: '100',
    })
    try {
      const { id } = (await farthing.json('site', 'add', '--host', 'shop.example', '--currency', 'eur')) as {
        id: string
      }
      return await measure(farthing, id, { sales, kills })
    } finally {
      farthing.remove()
      await stripe.stop()
    }
  },
}

async function startStripe(sales: number) {
  const entry = fileURLToPath(new URL('stripe.ts', import.meta.url))
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', '--max-old-space-size=4096']
  const child = spawn(process.execPath, [...flags, entry, String(sales)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { url } = JSON.parse(await firstLine(child)) as { url: string }
  return {
    url,
    stop: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function measure(
  farthing: Installation,
  siteId: string,
  order: { sales: number; kills: number },
): Promise<Figure[]> {
  const began = performance.now()
  const costs: Cost[] = []
  let halfWayMb = 0
  for (let left = order.kills; left >= 0; left--) {
    const run = farthing.start('stripe', 'backfill', '--site', siteId, '--json')
    let timer: NodeJS.Timeout | undefined
    run.child.stderr?.on('data', (told: Buffer) => {
      // Somewhere in the middle of a page, once it works; the last run is left to its end.
      if (left > 0) timer ??= setTimeout(() => run.child.kill('SIGKILL'), 200 + ((left * 137) % 700))
      else if (objectsIn(told) < order.sales * 1.5) halfWayMb = run.cost()?.rssMb ?? halfWayMb
    })
    await run.ended
    clearTimeout(timer)
    const cost = run.cost()
    if (cost) costs.push(cost)
  }
  const seconds = (performance.now() - began) / 1_000
  const { objects } = (await farthing.json('stripe', 'backfill', '--site', siteId)) as Fetched
  const { currencies } = (await farthing.json('report', 'totals', '--site', siteId, '--mode', 'test')) as Totals
  const payments = currencies.eur?.payments ?? 0
  const expected = Array.from({ length: order.sales }, (_, sale) => 1_000 + (sale % 100)).reduce((a, b) => a + b, 0)
  const cpuMs = costs.reduce((sum, cost) => sum + cost.cpuMs, 0)
  const known = costs.length > 0 && objects > 0
  return [
    { name: 'events', value: objects, meaning: 'objects fetched and settled' },
    { name: 'lost', value: Math.max(0, order.sales - payments), meaning: 'sales that are not in the ledger' },
    { name: 'doubled', value: Math.max(0, payments - order.sales), meaning: 'payments too many' },
    {
      name: 'difference',
      value: (currencies.eur?.gross ?? 0) - expected,
      meaning: 'cents between the ledger and Stripe',
    },
    { name: 'kills', value: order.kills, meaning: 'times killed with kill -9' },
    {
      name: 'cpuMsPerEvent',
      value: known ? rounded(cpuMs / objects) : null,
      meaning: 'CPU per object, fetching included',
    },
    {
      name: 'rssMb',
      value: known ? rounded(Math.max(...costs.map(({ rssMb }) => rssMb)), 0) : null,
      meaning: 'most memory of any run',
    },
    {
      name: 'rssGrowthMb',
      value: known && halfWayMb > 0 ? rounded((costs.at(-1)?.rssMb ?? 0) - halfWayMb, 0) : null,
      meaning: 'more memory at the end of the last run than when half was fetched',
    },
    { name: 'seconds', value: rounded(seconds, 1), meaning: 'for information: at 100 requests a second at most' },
  ]
}

/** The last figure of the progress that a run prints; each sale is three objects. */
const objectsIn = (told: Buffer): number => Number(/(\d+) objects[^\d]*.*$/.exec(told.toString())?.[1] ?? 0)
