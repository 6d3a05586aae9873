// The tokens of a site's programs over HTTP; who may enter is said at the mount.
import { newTokenSchema, type TokensAnswer } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { addToken } from './add-token.ts'
import { deleteToken, tokensOf } from './token-store.ts'

type SiteRequest = Request<{ siteId: string }>

export function tokenRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Router {
  const routes = Router({ mergeParams: true })
  const list = async (siteId: string): Promise<TokensAnswer> => ({
    tokens: (await tokensOf(storage.read, siteId)).map((row) => ({
      id: row.id,
      name: row.name,
      scope: row.scope,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
    })),
  })
  routes.get('/', async (req: SiteRequest, res) => {
    res.json(await list(req.params.siteId))
  })
  routes.post('/', async (req: SiteRequest, res) => {
    const asked = parseBody(newTokenSchema, req.body)
    res.status(201).json(await addToken(storage, { siteId: req.params.siteId, ...asked }, clock()))
  })
  routes.delete('/:id', async (req: Request<{ siteId: string; id: string }>, res) => {
    const deleted = await storage.write((trx) => deleteToken(trx, req.params.siteId, req.params.id))
    if (!deleted) throw new Refusal('not_found', 'There is no such token here.')
    res.json(await list(req.params.siteId))
  })
  return routes
}
