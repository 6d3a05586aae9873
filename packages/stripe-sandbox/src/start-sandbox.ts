// Puts the sandbox together and listens: world, API, hosted pages, webhooks, control, and the file that remembers.
import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express from 'express'
import { createKeyRing } from './api/keys.ts'
import { createApi } from './api/router.ts'
import { type Control, createControl } from './control/control.ts'
import { createFaults } from './control/faults.ts'
import { createRateLimits } from './control/rate-limits.ts'
import { createControlApi } from './control/router.ts'
import { createElements } from './hosted/elements.ts'
import { createHostedPages } from './hosted/router.ts'
import { parseVersion } from './render/version.ts'
import { createDeliveries } from './webhooks/deliveries.ts'
import { movableClock } from './world/clock.ts'
import type { OrderReference } from './world/draft.ts'
import { seededRandom } from './world/random.ts'
import type { Settings } from './world/settings.ts'
import { createSaver, loadSnapshot, type Snapshot } from './world/snapshot.ts'
import { createWorld } from './world/world.ts'

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number
  /** Default `127.0.0.1`. */
  host?: string
  /** Remembers everything in this file. */
  dataFile?: string
  /** Milliseconds; default the system's clock. */
  now?: () => number
  /** The same seed gives the same ids and the same faults. */
  seed?: number
  /** Waits before each further try of a webhook; afterwards it has failed. */
  retryScheduleMs?: readonly number[]
  webhookTimeoutMs?: number
  /** Webhooks sent at once to one endpoint; 1, the default, keeps their order. */
  webhooksInFlight?: number
  /** Keys that open the live-mode partition. Without any, everything is test mode. */
  liveKeys?: readonly string[]
  /** The account's default version; default the newest. */
  apiVersion?: string
  /** Versions whose events `control.events` can give, beside the account's and its endpoints'; default none. */
  versions?: readonly string[]
  /** How PaymentIntents name their invoice or session; default `full`. */
  orderReference?: OrderReference
  /** What the account settles in; default whatever was paid. */
  settlementCurrency?: string
  log?: (line: string) => void
}

export interface Sandbox {
  /** Where browsers and API clients find it, without a trailing slash. */
  url: string
  port: number
  control: Control
  close(): Promise<void>
}

const defaultRetries = [1_000, 5_000, 15_000, 60_000, 300_000, 1_800_000, 7_200_000]

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const saved = options.dataFile === undefined ? undefined : loadSnapshot(options.dataFile)
  const { app, world, deliveries, control, saver } = assemble(options, saved)
  const server = createServer(app)
  const host = options.host ?? '127.0.0.1'
  const port = await listen(server, options.port ?? 0, host)
  const url = `http://${nameOf(host)}:${port}`
  world.setBase(url)
  deliveries.start()
  return {
    url,
    port,
    control,
    close: async () => {
      await stop(server)
      await deliveries.close()
      saver.flush()
    },
  }
}

function assemble(options: SandboxOptions, saved: Snapshot | undefined) {
  const clock = movableClock(options.now ?? Date.now, saved?.clock_offset)
  const random = seededRandom(saved?.random ?? options.seed ?? randomInt(2 ** 32))
  const apiVersion = options.apiVersion === undefined ? undefined : parseVersion(options.apiVersion).name
  const world = createWorld({ clock, random, apiVersion, saved: saved?.world, settings: settingsOf(options) })
  const faults = createFaults(clock.now, random.next)
  const limits = createRateLimits(Date.now)
  const keys = createKeyRing(options.liveKeys ?? [])
  const log = options.log ?? ((line) => process.stderr.write(`${line}\n`))
  const saver = createSaver(options.dataFile, () => ({
    format: 2,
    random: random.state(),
    clock_offset: clock.offset(),
    world: world.toJson(),
    deliveries: deliveries.list(),
  }))
  world.onChange(saver.touch)
  const deliveries = createDeliveries({
    world,
    faults,
    retryScheduleMs: options.retryScheduleMs ?? defaultRetries,
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
    inFlight: options.webhooksInFlight ?? 1,
    saved: saved?.deliveries ?? [],
    onChange: saver.touch,
  })
  const { router, idempotency } = createApi({ world, keys, faults, limits, delivered: deliveries.delivered, log })
  const control = createControl({ world, keys, faults, limits, deliveries, idempotency })
  const app = express().disable('x-powered-by').disable('etag').set('query parser', false)
  app.use('/_control', createControlApi(control))
  app.use(createHostedPages(world))
  app.use(createElements(world))
  app.use(router)
  return { app, world, deliveries, control, saver }
}

const settingsOf = (options: SandboxOptions): Settings => ({
  orderReference: options.orderReference ?? 'full',
  settlementCurrency: options.settlementCurrency,
  versions: (options.versions ?? []).map((version) => parseVersion(version).name),
})

/** An address that listens everywhere is reached by name. */
const nameOf = (host: string) => (host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host)

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
