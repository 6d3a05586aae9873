// `/api/sites/:siteId/identity-secret`: the secret under which the site's server signs identities, and whether it must.
import { randomBytes } from 'node:crypto'
import { type IdentitySecret, identitySecretChangeSchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import type { Tables } from '../storage/schema.ts'
import { findIdentitySecret, removeIdentitySecret, saveIdentitySecret } from './secret-store.ts'

type SiteRequest = Request<{ siteId: string }>

/** Serves /; who may enter is said at the mount. */
export function identitySecretRoutes({ storage, keys, clock }: Pick<Parts, 'storage' | 'keys' | 'clock'>): Router {
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: SiteRequest, res) => {
    res.json(toAnswer(await findIdentitySecret(storage.read, req.params.siteId)))
  })
  routes.post('/', async (req: SiteRequest, res) => {
    const change = parseBody(identitySecretChangeSchema, req.body ?? {})
    const made = `fis_${randomBytes(32).toString('base64url')}`
    const [saved, secret] = await storage.write(async (trx) => {
      const before = await findIdentitySecret(trx, req.params.siteId)
      const isNew = before === null || change.renew === true
      const after: Tables['identity_secret'] = {
        site_id: req.params.siteId,
        secret: isNew ? keys.seal(made) : before.secret,
        hint: isNew ? made.slice(-4) : before.hint,
        required: (change.required ?? before?.required === 1) ? 1 : 0,
        created_at: isNew ? clock() : before.created_at,
      }
      await saveIdentitySecret(trx, after)
      return [after, isNew ? made : undefined]
    })
    res.json({ ...toAnswer(saved), ...(secret === undefined ? {} : { secret }) } satisfies IdentitySecret)
  })
  routes.delete('/', async (req: SiteRequest, res) => {
    await storage.write((trx) => removeIdentitySecret(trx, req.params.siteId))
    res.json(toAnswer(null))
  })
  return routes
}

const toAnswer = (kept: Tables['identity_secret'] | null): IdentitySecret => ({
  required: kept?.required === 1,
  hint: kept?.hint ?? null,
  createdAt: kept?.created_at ?? null,
})
