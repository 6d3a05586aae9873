// One line for each request: what was asked and answered. No bodies, no query strings, no headers, no addresses.
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type pino from 'pino'

declare module 'node:http' {
  interface ServerResponse {
    /** A property, and not a map beside it: a weak map of every answer costs the collector of garbage more than the answer. */
    requestId?: string
  }
}

export const requestIdOf = (res: ServerResponse): string => res.requestId ?? 'unknown'

/** What comes with every page view, and every look at the dashboard, would drown the rest. */
const isFrequent = (method: string, path: string) => method === 'GET' || method === 'HEAD' || path === '/api/event'

export function requestLog(log: pino.Logger): RequestHandler {
  return (req, res, next) => {
    res.setHeader('x-request-id', watchRequest(log, req.method, req.path, res))
    next()
  }
}

/** Gives the request its id, which its answer must name, and writes its line when it is over. */
export function watchRequest(log: pino.Logger, method: string, path: string, res: ServerResponse): string {
  const requestId = randomUUID()
  res.requestId = requestId
  const began = performance.now()
  res.on('close', () => {
    const isQuiet = isFrequent(method, path) && res.statusCode < 400
    if (isQuiet && !log.isLevelEnabled('debug')) return
    const answered = { requestId, method, path, status: res.statusCode, ms: msSince(began) }
    const aborted = !res.writableFinished
    if (isQuiet) log.debug(answered, 'request')
    else log.info(aborted ? { ...answered, aborted } : answered, 'request')
  })
  return requestId
}

const msSince = (began: number) => Math.round((performance.now() - began) * 10) / 10
