// Passkeys over HTTP: a member's own, and signing in with one.
import { newPasskeySchema, ownPasswordSchema, passkeyLoginSchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import type { LoginLimits } from '../http/rate-limit.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { checkOwnPassword } from './account.ts'
import { mine, signedIn } from './guard.ts'
import { askForPasskey, memberWithPasskey } from './passkey-login.ts'
import { addPasskey, offerPasskey, passkeysAnswer, removePasskey } from './passkeys.ts'
import { type RelyingParty, relyingParty } from './relying-party.ts'
import { signedInAs, signIn } from './routes.ts'

type PasskeyParts = Pick<Parts, 'storage' | 'clock' | 'config' | 'log'>

/** Mounted at /api/account/passkeys. */
export function passkeyRoutes(parts: PasskeyParts, { byAddress }: LoginLimits): Router {
  const { storage, clock } = parts
  const routes = Router()
  routes.use(signedIn(parts))
  routes.get('/', async (_req, res) => {
    res.json(await passkeysAnswer(storage, mine(res)))
  })
  routes.post('/begin', byAddress, async (req, res) => {
    const party = partyOf(req, parts)
    await checkOwnPassword(storage, mine(res), parseBody(ownPasswordSchema, req.body).password)
    res.json(await offerPasskey(storage, mine(res), party, clock()))
  })
  routes.post('/', byAddress, async (req, res) => {
    await addPasskey(parts, mine(res), partyOf(req, parts), parseBody(newPasskeySchema, req.body), clock())
    res.status(201).json(await passkeysAnswer(storage, mine(res)))
  })
  routes.post('/:id/remove', byAddress, async (req: Request<{ id: string }>, res) => {
    await checkOwnPassword(storage, mine(res), parseBody(ownPasswordSchema, req.body).password)
    await removePasskey(storage, mine(res), req.params.id, clock())
    res.json(await passkeysAnswer(storage, mine(res)))
  })
  return routes
}

/** Mounted at /api/login/passkey, for everybody: it decides who somebody is. */
export function passkeyLoginRoutes(parts: PasskeyParts, { byAddress, byAsking }: LoginLimits): Router {
  const { storage, clock } = parts
  const routes = Router()
  routes.post('/begin', byAsking, async (req, res) => {
    res.json(await askForPasskey(storage, partyOf(req, parts), clock()))
  })
  routes.post('/', byAddress, async (req, res) => {
    const { response } = parseBody(passkeyLoginSchema, req.body)
    const member = await memberWithPasskey(parts, response, partyOf(req, parts), clock())
    await signIn(parts, req, res, member)
    res.json(signedInAs(member))
  })
  return routes
}

const partyOf = (req: Request<object>, { config }: PasskeyParts): RelyingParty =>
  relyingParty({
    publicUrl: config.publicUrl,
    address: `${req.protocol}://${req.host}`,
    page: req.headers.origin,
  })
