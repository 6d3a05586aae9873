// Fills the demo's site: a collector of its own, whose clock walks through the month, is told everything at its real doors.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { createApp } from '../app.ts'
import { attributeDue } from '../attribution/attribute-due.ts'
import { type Month, planMonth } from '../demo/month.ts'
import { type Demo, findDemo, keepDemo } from '../demo/store.ts'
import type { Taken } from '../demo/taken.ts'
import { CURRENCY, HOST, TIME_ZONE } from '../demo/teahouse.ts'
import { type Takings, takeMoney } from '../demo/till.ts'
import { walk } from '../demo/walk.ts'
import { forgetSalts } from '../identity/rotate-salt.ts'
import type { Parts } from '../parts.ts'
import { eraseNow } from '../removal/erase.ts'
import { removeSite } from '../removal/remove-site.ts'
import { summariseDays } from '../reports/summarise.ts'
import { totals } from '../reports/totals.ts'
import { newSiteId } from '../sites/site-id.ts'
import { findSite, insertSite } from '../sites/store.ts'
import { apiVersion } from '../stripe/client.ts'
import { changeSecrets } from '../stripe/kept-secrets.ts'
import { settleMany } from '../stripe/settle-many.ts'
import { dueDeliveries } from '../stripe/store.ts'

export interface DemoWish {
  seed: number
  visitsPerDay: number
  days: number
  now: number
}

export interface Filled extends Demo {
  /** False: it was there already. */
  made: boolean
}

/** What was begun and not finished is made again; what is there stays as it is. */
export async function fillDemo(parts: Parts, wish: DemoWish, onProgress: (share: number) => void): Promise<Filled> {
  const there = await findDemo(parts.storage.read)
  if (there?.state === 'full' && (await findSite(parts.storage.read, there.siteId))) return { ...there, made: false }
  if (there) await takeAway(parts, there, () => undefined)
  const month = planMonth(wish)
  const takings = await takeMoney({ month, seed: wish.seed, now: wish.now, version: apiVersion })
  const demo: Demo = {
    ...{ siteId: newSiteId(), state: 'filling', seed: wish.seed, taken: takings.taken },
    visits: month.visits.length,
    views: month.visits.reduce((sum, { messages }) => sum + messages.filter(isView).length, 0),
  }
  const secret = await openSite(parts, demo, month)
  await live(parts, { demo, month, takings, secret, now: wish.now, onProgress })
  await finish(parts, demo, wish.now)
  return { ...demo, state: 'full', made: true }
}

/** A demo that was begun, too. */
export async function takeAway({ storage, clock }: Parts, { siteId }: Demo, onShare: (share: number) => void) {
  await removeSite(storage, siteId, clock())
  await eraseNow(storage, siteId, clock(), onShare)
}

const isView = ({ says }: Month['visits'][number]['messages'][number]) => says.type === 'view'

/** Answers the secret under which its webhook is signed. */
async function openSite({ storage, keys }: Parts, demo: Demo, { from }: Month): Promise<string> {
  const secret = `whsec_${randomBytes(24).toString('base64url')}`
  const own = { name: 'Teahouse (made up)', hosts: [HOST], timeZone: TIME_ZONE, currency: CURRENCY }
  await storage.write(async (trx) => {
    await keepDemo(trx, demo)
    await insertSite(trx, { id: demo.siteId, ...own, createdAt: from, isDemo: true })
    await changeSecrets(trx, keys, demo.siteId, () => [secret])
  })
  return secret
}

interface Life {
  demo: Demo
  month: Month
  takings: Takings
  secret: string
  now: number
  onProgress: (share: number) => void
}

/** No key and no proxy of the operator's: this collector listens to this month alone. */
async function live(parts: Parts, { demo, month, takings, secret, now, onProgress }: Life): Promise<void> {
  let time = month.from
  const clock = () => time
  const stripe = { ...parts.config.stripe, apiKey: null, apiBase: null, webhookSecrets: [], pollSeconds: 0 }
  // Addresses of made-up visitors are somebody's, and may be a datacentre's.
  const config = { ...parts.config, trustProxy: 1, networkFile: null, stripe }
  const own: Parts = { ...parts, clock, config }
  const server = createServer(createApp(own, () => undefined))
  // A day may take longer to settle than an idle connection is kept by default; the next message would find it cut.
  server.keepAliveTimeout = 0
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => resolve((server.address() as AddressInfo).port))
  })
  const turn = (at: number) => {
    time = at
  }
  const onDay = async (share: number) => {
    await settleAll(own)
    await attributeDue(own.storage, clock)
    onProgress(share)
  }
  try {
    await walk({ port, siteId: demo.siteId, month, takings, secret, now, turn, onDay })
  } finally {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

/** What tells one sale comes together: projected once, and few enough that a collector beside it does not wait for long. */
const SETTLED_AT_ONCE = 40

async function settleAll({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Promise<void> {
  for (;;) {
    const due = await dueDeliveries(storage.read, clock(), SETTLED_AT_ONCE)
    if (due.length === 0) return
    await settleMany(storage, due, clock())
  }
}

const SETTLED_MS = 20_000
const LOOK_MS = 100

/** A collector that runs beside may have taken a part of the inbox, and be at it. */
async function finish({ storage }: Parts, demo: Demo, now: number): Promise<void> {
  const deadline = performance.now() + SETTLED_MS
  for (;;) {
    const booked = await bookedOf(storage.read, demo.siteId)
    if (isDeepStrictEqual(booked, demo.taken)) break
    if (performance.now() > deadline)
      throw new Error(
        `The ledger differs from what was paid: ${JSON.stringify(booked)}, not ${JSON.stringify(demo.taken)}. Please report this.`,
      )
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  await forgetSalts(storage, now)
  await summariseDays(storage, now)
  await storage.write((trx) => keepDemo(trx, { ...demo, state: 'full' }))
}

async function bookedOf(db: Parameters<typeof totals>[0], siteId: string): Promise<Taken> {
  const { currencies } = await totals(db, siteId, 'test')
  const sums = Object.entries(currencies).map(([currency, { payments, gross, refunds, disputes }]) => [
    currency,
    { payments, gross, refunds, disputes },
  ])
  return Object.fromEntries(sums)
}
