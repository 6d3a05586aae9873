// A member's own account over HTTP: password, second factor, and where they are signed in. Only for the member.
import { confirmSecondFactorSchema, ownPasswordSchema, passwordChangeSchema } from '@farthing/contract'
import { Router } from 'express'
import { Refusal } from '../errors.ts'
import type { LoginLimits } from '../http/rate-limit.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { accountOf, changeOwnPassword, checkOwnPassword, loginsAnswer } from './account.ts'
import { mine, signedIn } from './guard.ts'
import { endLoginOf } from './login-store.ts'
import { confirmSecondFactor, endSecondFactor, offerSecondFactor } from './second-factor.ts'

export function accountRoutes(parts: Pick<Parts, 'storage' | 'keys' | 'clock'>, { byAddress }: LoginLimits): Router {
  const { storage, keys, clock } = parts
  const routes = Router()
  routes.use(signedIn(parts))
  routes.get('/', async (_req, res) => {
    res.json(await accountOf(storage, mine(res)))
  })
  routes.post('/password', byAddress, async (req, res) => {
    await changeOwnPassword(storage, mine(res), parseBody(passwordChangeSchema, req.body), clock())
    res.json(await accountOf(storage, mine(res)))
  })
  routes.get('/logins', async (_req, res) => {
    res.json(await loginsAnswer(storage, mine(res), clock()))
  })
  routes.delete('/logins/:id', async (req, res) => {
    const ended = await storage.write((trx) => endLoginOf(trx, mine(res).id, req.params.id))
    if (!ended) throw new Refusal('not_found', 'There is no such login: it has ended already.')
    res.json(await loginsAnswer(storage, mine(res), clock()))
  })
  routes.post('/second-factor', byAddress, async (req, res) => {
    await checkOwnPassword(storage, mine(res), parseBody(ownPasswordSchema, req.body).password)
    res.status(201).json(await offerSecondFactor(storage, keys, mine(res), clock()))
  })
  routes.post('/second-factor/confirm', byAddress, async (req, res) => {
    const { code } = parseBody(confirmSecondFactorSchema, req.body)
    res.json(await confirmSecondFactor(storage, keys, mine(res), code, clock()))
  })
  routes.post('/second-factor/remove', byAddress, async (req, res) => {
    await checkOwnPassword(storage, mine(res), parseBody(ownPasswordSchema, req.body).password)
    await endSecondFactor(storage, mine(res), clock())
    res.json(await accountOf(storage, mine(res)))
  })
  return routes
}
