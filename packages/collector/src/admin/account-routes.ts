// A member's own account over HTTP: password, second factor, and where they are signed in. Only for the member.
import { confirmSecondFactorSchema, newSecondFactorSchema, passwordChangeSchema } from '@farthing/contract'
import { type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { loginLimits } from '../http/rate-limit.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { accountOf, changeOwnPassword, checkOwnPassword, loginsAnswer } from './account.ts'
import { memberIn, signedIn } from './guard.ts'
import { endLoginOf, type LoggedIn } from './login-store.ts'
import { confirmSecondFactor, offerSecondFactor } from './second-factor.ts'
import { deleteSecondFactor } from './second-factor-store.ts'

export function accountRoutes(parts: Pick<Parts, 'storage' | 'keys' | 'clock' | 'config'>): Router {
  const { storage, keys, clock } = parts
  const { byAddress } = loginLimits(parts.config.trustProxy)
  const routes = Router()
  routes.use(signedIn(parts))
  routes.get('/', async (_req, res) => {
    res.json(await accountOf(storage, mine(res)))
  })
  routes.post('/password', byAddress, async (req, res) => {
    await changeOwnPassword(storage, mine(res), parseBody(passwordChangeSchema, req.body))
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
    await checkOwnPassword(storage, mine(res), parseBody(newSecondFactorSchema, req.body).password)
    res.status(201).json(await offerSecondFactor(storage, keys, mine(res), clock()))
  })
  routes.post('/second-factor/confirm', byAddress, async (req, res) => {
    const { code } = parseBody(confirmSecondFactorSchema, req.body)
    res.json(await confirmSecondFactor(storage, keys, mine(res), code, clock()))
  })
  routes.post('/second-factor/remove', byAddress, async (req, res) => {
    await checkOwnPassword(storage, mine(res), parseBody(newSecondFactorSchema, req.body).password)
    await storage.write((trx) => deleteSecondFactor(trx, mine(res).id))
    res.json(await accountOf(storage, mine(res)))
  })
  return routes
}

function mine(res: Response): LoggedIn {
  const member = memberIn(res)
  if (!member) throw new Refusal('not_signed_in', 'Sign in with your own account first.')
  return member
}
