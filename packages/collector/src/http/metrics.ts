// What this collector tells Prometheus about itself, and who may ask.
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import { Refusal } from '../errors.ts'

export interface Metrics {
  messageAnswered(status: number): void
  messageIgnored(reason: string): void
  text(): Promise<{ type: string; body: string }>
}

export function newMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  // The library builds a key from the labels at each count: too much for what every view brings.
  const uncollected = new Map<number, number>()
  new Counter({
    name: 'farthing_messages_total',
    help: 'Messages to POST /api/event by the status they were answered',
    labelNames: ['status'],
    registers,
    collect() {
      for (const [status, count] of uncollected) this.inc({ status: String(status) }, count)
      uncollected.clear()
    },
  })
  const ignored = new Counter({
    name: 'farthing_messages_ignored_total',
    help: 'Messages that were not counted, by reason',
    labelNames: ['reason'],
    registers,
  })
  return {
    messageAnswered: (status) => void uncollected.set(status, (uncollected.get(status) ?? 0) + 1),
    messageIgnored: (reason) => ignored.inc({ reason }),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  }
}

export const metricsAnswer =
  (metrics: Metrics): RequestHandler =>
  async (_req, res) => {
    const { type, body } = await metrics.text()
    res.set({ 'content-type': type, 'cache-control': 'no-store' }).send(body)
  }

/** Programs on this machine, and whoever shows the token. A proxy on this machine brings strangers: behind it only the token counts. */
export const fromHereOrWithToken =
  (token: string | null): RequestHandler =>
  (req, _res, next) => {
    const shown = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
    const may = token !== null && shown !== undefined ? isSame(shown, token) : isFromThisMachine(req)
    next(may ? undefined : new Refusal('not_found', 'There is nothing at GET /metrics.'))
  }

const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'via']

const isFromThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '') &&
  forwarding.every((name) => headers[name] === undefined)

function isSame(shown: string, token: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
