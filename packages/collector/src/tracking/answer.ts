// What `POST /api/event` answers: one shape of headers on every answer, so that any page may read it.
import type { ServerResponse } from 'node:http'
import type { EventAnswer, IgnoreReason } from '@farthing/contract'
import type pino from 'pino'
import { Refusal } from '../errors.ts'
import { requestIdOf } from '../http/request-log.ts'
import { cannotWriteNow } from '../storage/dialect.ts'

/** Also on refusals: a script that may not read them cannot know what to do. */
const always = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-ignored, retry-after',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
}
const json = { ...always, 'content-type': 'application/json; charset=utf-8' }

export const answerOptions = (res: ServerResponse): void => {
  res.writeHead(204, {
    ...always,
    'x-request-id': requestIdOf(res),
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
  })
  res.end()
}

/** Each header costs as much as a look-up, and nobody stores an answer to POST. */
export const answerMessage = (res: ServerResponse, answer: EventAnswer): void => {
  const body = JSON.stringify(answer)
  res.writeHead(200, [
    'access-control-allow-origin',
    '*',
    'access-control-expose-headers',
    always['access-control-expose-headers'],
    'content-type',
    'application/json; charset=utf-8',
    'x-request-id',
    requestIdOf(res),
    'content-length',
    String(Buffer.byteLength(body)),
  ])
  res.end(body)
}

const nothing = JSON.stringify({ visitorId: null, sessionId: null, variants: {} } satisfies EventAnswer)

export const answerIgnored = (res: ServerResponse, reason: IgnoreReason): void => {
  res.writeHead(202, {
    ...json,
    'x-request-id': requestIdOf(res),
    'x-ignored': reason,
    'content-length': nothing.length,
  })
  res.end(nothing)
}

export interface Unforeseen {
  status: 500
  body: string
}

export function answerRefusal(res: ServerResponse, refusal: Refusal | Unforeseen): void {
  if (res.headersSent) return
  if (!(refusal instanceof Refusal)) {
    res.writeHead(refusal.status, { ...json, 'x-request-id': requestIdOf(res) })
    return void res.end(refusal.body)
  }
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(refusal.retryAfterSeconds))
  res.writeHead(refusal.status, { ...json, 'x-request-id': requestIdOf(res) })
  res.end(JSON.stringify(refusal.toProblem()))
}

const DATABASE_RETRY_SECONDS = 10
const cannotKeep = new Refusal(
  'busy',
  'The message cannot be stored just now. Send it again a little later.',
  DATABASE_RETRY_SECONDS,
)

/** Thousands of messages fail for one full disk: the log that says so must not fill it. */
const QUIET_MS = 1_000
const saidAt = new WeakMap<pino.Logger, number>()

/** A database that takes no writes is said to the script as well as to the log; a bug is logged and not shown. */
export function refusalFor(error: unknown, res: ServerResponse, log: pino.Logger): Refusal | Unforeseen {
  const requestId = requestIdOf(res)
  if (cannotWriteNow(error)) {
    if (performance.now() - (saidAt.get(log) ?? Number.NEGATIVE_INFINITY) > QUIET_MS) {
      saidAt.set(log, performance.now())
      log.error({ err: error, requestId }, 'the database takes no messages: they are answered 503 until it does')
    }
    return cannotKeep
  }
  log.error({ err: error, requestId, method: 'POST', path: '/api/event' }, 'a request failed')
  const message = `Something went wrong here. The collector's log tells more about request ${requestId}.`
  return { status: 500, body: JSON.stringify({ error: { code: 'internal', message } }) }
}
