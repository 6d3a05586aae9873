// What an operator's probes ask: whether the process is up, and whether it can do its work.
import { type RequestHandler, Router } from 'express'
import type { Parts } from '../parts.ts'
import { answers } from '../storage/answers.ts'

export function healthRoutes({ storage, log }: Pick<Parts, 'storage' | 'log'>): Router {
  const routes = Router()
  routes.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  routes.get('/readyz', readiness(storage, log))
  return routes
}

const readiness =
  (storage: Parts['storage'], log: Parts['log']): RequestHandler =>
  async (_req, res) => {
    try {
      await answers(storage.read)
      res.type('text/plain').send('ok\n')
    } catch (error) {
      log.error({ err: error }, 'the database does not answer')
      res.status(503).type('text/plain').send('The database does not answer.\n')
    }
  }
