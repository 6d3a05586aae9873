// A running collector: config → storage → keys → app → jobs → listen, and the way back.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { offerSetup } from './admin/setup.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { startJobs } from './jobs/schedule.ts'
import type { Parts } from './parts.ts'
import { summedDimensions } from './reports/summed-dimensions.ts'
import { openKeys } from './storage/keys.ts'
import { openStorage } from './storage/open.ts'

export interface Collector {
  url: string
  port: number
  parts: Parts
  /** Null once there is a member. */
  setupLink: string | null
  /** Answers what is being asked, finishes what is being done, and closes the database. */
  close(): Promise<void>
}

/** How long requests, and then jobs, may still take once the collector is asked to stop. */
const patienceMs = 3_000

export async function startCollector(
  config: Config,
  overrides: Partial<Pick<Parts, 'clock' | 'log'>> = {},
): Promise<Collector> {
  const storage = await openStorage(config.databaseUrl)
  try {
    const parts: Parts = {
      storage,
      keys: await openKeys(storage, config.secret),
      clock: overrides.clock ?? Date.now,
      config,
      log: overrides.log ?? newLog(config),
    }
    return await run(parts)
  } catch (error) {
    await storage.close()
    throw error
  }
}

async function run(parts: Parts): Promise<Collector> {
  const { config, storage, log } = parts
  const setupToken = await offerSetup(storage)
  storage.columns?.keep(summedDimensions, {
    onBuilt: () => log.info('reports are answered from the copy in columns'),
    onTrouble: (error) => log.warn({ err: error }, 'reports are answered from the rows'),
  })
  const jobs = startJobs(parts)
  const server = createServer(createApp(parts, jobs.wake))
  const port = await listen(server, config).catch(async (error: unknown) => {
    await jobs.stop()
    throw error
  })
  const url = `http://${nameOf(config.host)}:${port}`
  log.info({ url, engine: storage.engine }, 'the collector is up')
  const stop = async () => {
    await stopServer(server)
    // A call to Stripe may take longer. It is durable: the next start repeats it.
    await Promise.race([jobs.stop(), sleep(patienceMs, undefined, { ref: false })])
    await storage.close()
    log.info('the collector has stopped')
  }
  let stopping: Promise<void> | undefined
  return {
    url,
    port,
    parts,
    setupLink: setupToken && `${url}/setup?token=${setupToken}`,
    close: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

/** To stderr, so that what a command prints for people and programs stays clean. */
const newLog = (config: Config): pino.Logger => pino({ level: config.logLevel, base: null }, pino.destination(2))

function listen(server: Server, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port)))
    server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port))
  })
}

const explained = (error: NodeJS.ErrnoException, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? new Error(`Port ${port} is taken: another program listens there. Stop it, or choose another port with PORT.`)
    : error

/** The name under which this machine's own browser finds an address that means "all". */
const nameOf = (host: string | undefined): string => {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A browser keeps its connection after the answer: it counts as idle only then.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const impatient = setTimeout(() => server.closeAllConnections(), patienceMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(impatient)
      resolve()
    })
  })
}
