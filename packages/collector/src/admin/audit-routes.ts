// The trace of changes over HTTP; who may enter is said at the mount.
import { type AuditAnswer, auditQuerySchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { changesOf } from './audit-store.ts'

const PAGE = 50

export function auditRoutes({ storage }: Pick<Parts, 'storage'>): Router {
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: Request<{ siteId: string }>, res) => {
    const { before } = parseQuery(auditQuerySchema, req.query)
    const [at = '', id = ''] = before?.split(':') ?? []
    const rows = await changesOf(storage.read, req.params.siteId, before ? { at: Number(at), id } : null, PAGE + 1)
    const changes = rows.slice(0, PAGE)
    const last = changes.at(-1)
    const nextBefore = rows.length > PAGE && last ? `${last.at}:${last.id}` : null
    res.json({ changes, nextBefore } satisfies AuditAnswer)
  })
  return routes
}
