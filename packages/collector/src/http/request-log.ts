// One line for each request: what was asked and answered. No bodies, no query strings, no headers, no addresses.
import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import type pino from 'pino'

const requestIds = new WeakMap<Response, string>()

export const requestIdOf = (res: Response): string => requestIds.get(res) ?? 'unknown'

/** What comes with every page view, and every look at the dashboard, would drown the rest. */
const isFrequent = (method: string, path: string) => method === 'GET' || method === 'HEAD' || path === '/api/event'

export function requestLog(log: pino.Logger): RequestHandler {
  return (req, res, next) => {
    const requestId = randomUUID()
    requestIds.set(res, requestId)
    res.setHeader('x-request-id', requestId)
    const began = performance.now()
    const path = req.path
    res.on('close', () => {
      const answered = { requestId, method: req.method, path, status: res.statusCode, ms: msSince(began) }
      const aborted = !res.writableFinished
      if (isFrequent(req.method, path) && res.statusCode < 400) log.debug(answered, 'request')
      else log.info(aborted ? { ...answered, aborted } : answered, 'request')
    })
    next()
  }
}

const msSince = (began: number) => Math.round((performance.now() - began) * 10) / 10
