// Setting up, signing in and out over HTTP, and the cookie that remembers it.
import { loginSchema, type SessionAnswer, setupSchema } from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { loginLimits } from '../http/rate-limit.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { toCookie, tokenInCookies } from './cookie.ts'
import { beginLogin, endLogin, loginSeconds, signIn, whoIs } from './login.ts'
import { finishSetup } from './setup.ts'
import { hasMembers, type Member } from './store.ts'

type AdminParts = Pick<Parts, 'storage' | 'clock' | 'config'>

/** Serves /session, /setup, /login and /logout. They are for everybody: they decide who somebody is. */
export function adminRoutes(parts: AdminParts): Router {
  const { storage, clock } = parts
  const limits = loginLimits(parts.config.trustProxy)
  const routes = Router()

  routes.get('/session', async (req, res) => {
    res.json(await sessionOf(parts, req))
  })
  routes.post('/setup', limits.byAddress, async (req, res) => {
    const member = await finishSetup(storage, parseBody(setupSchema, req.body), clock())
    remember(req, res, await beginLogin(storage, member, clock()))
    res.status(201).json(signedInAs(member))
  })
  routes.post('/login', limits.byAddress, limits.byEmail, async (req, res) => {
    const { member, token } = await signIn(storage, parseBody(loginSchema, req.body), clock())
    remember(req, res, token)
    res.json(signedInAs(member))
  })
  routes.post('/logout', async (req, res) => {
    const token = tokenInCookies(req.headers.cookie)
    if (token) await endLogin(storage, token)
    res.setHeader('set-cookie', toCookie({ token: '', maxAgeSeconds: 0, secure: req.secure }))
    res.json({ state: 'signed_out' } satisfies SessionAnswer)
  })
  return routes
}

const signedInAs = (user: Member): SessionAnswer => ({ state: 'signed_in', user: { id: user.id, email: user.email } })

async function sessionOf({ storage, clock }: AdminParts, req: Request): Promise<SessionAnswer> {
  const member = await whoIs(storage, tokenInCookies(req.headers.cookie), clock())
  if (member) return signedInAs(member)
  return { state: (await hasMembers(storage.read)) ? 'signed_out' : 'setup' }
}

const remember = (req: Request, res: Response, token: string) =>
  res.setHeader('set-cookie', toCookie({ token, maxAgeSeconds: loginSeconds, secure: req.secure }))
