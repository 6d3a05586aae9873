// How an error becomes an answer: a refusal says its sentence, everything else is a bug that is logged and not shown.
import type { ErrorRequestHandler, Response } from 'express'
import type pino from 'pino'
import { Refusal } from '../errors.ts'
import { cannotWriteNow } from '../storage/dialect.ts'
import { requestIdOf } from './request-log.ts'

const RETRY_SECONDS = 10
const cannotKeep = new Refusal(
  'busy',
  'Nothing can be stored just now, and nothing was changed: the disk may be full. Try again a little later.',
  RETRY_SECONDS,
)

/** A log on the disk that is full must not fill it with saying so. */
const QUIET_MS = 1_000

function nowAndThen(): () => boolean {
  let saidAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - saidAt < QUIET_MS) return false
    saidAt = performance.now()
    return true
  }
}

export function errorHandler(log: pino.Logger): ErrorRequestHandler {
  const maySay = nowAndThen()
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      log.error({ err: error, requestId: requestIdOf(res), path: req.path }, 'an answer broke off')
      return next(error)
    }
    const refusal = error instanceof Refusal ? error : refusalFor(error)
    if (refusal) return refuse(res, refusal)
    const about = { err: error, requestId: requestIdOf(res), method: req.method, path: req.path }
    if (cannotWriteNow(error)) {
      if (maySay())
        log.error(about, 'the database takes no writes: requests that need one are answered 503 until it does')
      return refuse(res, cannotKeep)
    }
    const { requestId } = about
    log.error(about, 'a request failed')
    const message = `Something went wrong here. The collector's log tells more about request ${requestId}.`
    res.status(500).json({ error: { code: 'internal', message } })
  }
}

function refuse(res: Response, refusal: Refusal): void {
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('retry-after', refusal.retryAfterSeconds)
  res.status(refusal.status).json(refusal.toProblem())
}

/** Express and its body parser throw errors with a `type` and a 4xx `status`: https://github.com/expressjs/body-parser#errors */
function refusalFor(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null
  const type = 'type' in error ? error.type : undefined
  if (type === 'entity.too.large') return new Refusal('too_large', 'The body is too large.')
  if (type === 'entity.parse.failed') return new Refusal('invalid_json', 'The body is not JSON.')
  const status = 'status' in error ? error.status : undefined
  if (typeof status !== 'number' || status < 400 || status > 499) return null
  if (error instanceof URIError) return new Refusal('invalid_query', 'The address is not well formed.')
  return new Refusal('invalid_body', 'The body cannot be read: check its encoding and its length.')
}
