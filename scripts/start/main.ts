// `npm start`: the collector on its own data, and, while there is no Stripe key, a sandbox and three shops to try it with.
import { announcement } from './announce.ts'
import { startCollector } from './collector.ts'
import type { Demo } from './demo.ts'
import { portsFrom, refuseBusyPorts } from './ports.ts'
import { running } from './stop.ts'
import { Trouble } from './trouble.ts'

const parts = running()

async function start(): Promise<void> {
  const ports = portsFrom(process.env.PORT)
  const withDemo = !process.env.STRIPE_API_KEY?.trim()
  await refuseBusyPorts(withDemo ? Object.values(ports) : [ports.collector])
  const env = { LOG_LEVEL: 'warn', ...process.env, PORT: String(ports.collector) }
  const demo: Demo | null = withDemo ? await (await import('./demo.ts')).prepareDemo(ports, env, parts) : null
  const collector = await startCollector(ports.collector, { ...env, ...demo?.env }, parts)
  const shops = (await demo?.openShops(collector.url)) ?? null
  console.log(announcement({ collector: collector.url, setupLink: collector.setupLink, demo: shops }))
  void collector.died.then((why) => {
    if (why) return finish(1, why)
  })
}

let finishing = false

/** The first reason to stop is the one that counts. */
async function finish(code: number, why?: string): Promise<void> {
  if (finishing) return
  finishing = true
  if (why) console.error(`\n${why}`)
  await parts.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) {
  process.on(signal, () => void finish(0))
}

try {
  await start()
} catch (error) {
  await finish(1, error instanceof Trouble ? error.message : `${error instanceof Error ? error.stack : error}`)
}
