// Which requests are answered before Express sees them: those that every page view brings.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type pino from 'pino'
import { watchRequest } from './request-log.ts'

/** Answers every method of its path, and names the request's id: headers that are all given at once cost half. */
export type Door = (req: IncomingMessage, res: ServerResponse) => void

/** Why there are such doors: docs/adr/0009. They share the request ids and the log with the rest. */
export function inFront(
  doors: Readonly<Record<string, Door>>,
  rest: RequestListener,
  log: pino.Logger,
): RequestListener {
  const byPath = new Map(Object.entries(doors))
  return (req, res) => {
    const path = pathOf(req.url ?? '/')
    const door = byPath.get(path)
    if (!door) return rest(req, res)
    watchRequest(log, req.method ?? '', path, res)
    door(req, res)
  }
}

/** A slash at the end means the same, as it does to Express. */
function pathOf(url: string): string {
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
