// Setting up, signing in and out, joining and coming in by a link over HTTP, and the cookies that remember it.
import {
  type EnterShareAnswer,
  enterShareSchema,
  type InvitationAnswer,
  invitationSchema,
  joinSchema,
  loginSchema,
  type SessionAnswer,
  setupSchema,
} from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import type { LoginLimits } from '../http/rate-limit.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { toCookie, tokenInCookies } from './cookie.ts'
import { beginLogin, checkCredentials, endLogin, loginSeconds } from './login.ts'
import { invitationFor, join } from './members.ts'
import { finishSetup } from './setup.ts'
import { enterByLink, guestSeconds } from './share-links.ts'
import { hasMembers, type Member } from './store.ts'
import { viewersOf } from './viewer.ts'

type AdminParts = Pick<Parts, 'storage' | 'keys' | 'clock' | 'config'>

/** Serves what is for everybody: it decides who somebody is. */
export function adminRoutes(parts: AdminParts, limits: LoginLimits): Router {
  const { storage, keys, clock } = parts
  const routes = Router()
  routes.get('/session', async (req, res) => {
    res.json(await sessionOf(parts, req))
  })
  routes.post('/setup', limits.byAddress, async (req, res) => {
    const member = await finishSetup(storage, parseBody(setupSchema, req.body), clock())
    await signIn(parts, req, res, member)
    res.status(201).json(signedInAs(member))
  })
  routes.post('/login', limits.byAddress, limits.byEmail, async (req, res) => {
    const tried = await checkCredentials(storage, keys, parseBody(loginSchema, req.body), clock())
    if (tried.kind === 'code_needed') return void res.json({ state: 'code_needed' } satisfies SessionAnswer)
    await signIn(parts, req, res, tried.member)
    res.json(signedInAs(tried.member))
  })
  routes.post('/logout', async (req, res) => {
    const token = tokenInCookies(req.headers.cookie)
    if (token) await endLogin(storage, token)
    res.setHeader('set-cookie', toCookie({ token: '', maxAgeSeconds: 0, secure: req.secure }))
    res.json({ state: 'signed_out' } satisfies SessionAnswer)
  })
  routes.post('/invitation', limits.byAddress, async (req, res) => {
    const found = await invitationFor(storage, parseBody(invitationSchema, req.body).token, clock())
    res.json({ email: found.email, siteName: found.site_name, role: found.role } satisfies InvitationAnswer)
  })
  routes.post('/join', limits.byAddress, async (req, res) => {
    const member = await join(storage, parseBody(joinSchema, req.body), clock())
    await signIn(parts, req, res, member)
    res.status(201).json(signedInAs(member))
  })
  routes.post('/share', limits.byAddress, async (req, res) => {
    const entered = await enterByLink(storage, parseBody(enterShareSchema, req.body), clock())
    if (entered.kind === 'password_needed')
      return void res.json({ state: 'password_needed' } satisfies EnterShareAnswer)
    const line = {
      name: 'farthing_guest',
      token: entered.token,
      maxAgeSeconds: guestSeconds,
      secure: req.secure,
    } as const
    res.setHeader('set-cookie', toCookie(line))
    res.json({ state: 'entered', siteId: entered.siteId } satisfies EnterShareAnswer)
  })
  return routes
}

/** The cookie is the login from here on. */
export async function signIn(
  { storage, clock }: Pick<Parts, 'storage' | 'clock'>,
  req: Request<object>,
  res: Response,
  member: Member,
): Promise<void> {
  const token = await beginLogin(storage, member, req.headers['user-agent'], clock())
  res.setHeader('set-cookie', toCookie({ token, maxAgeSeconds: loginSeconds, secure: req.secure }))
}

export const signedInAs = ({ id, email, everywhere }: Member): SessionAnswer => ({
  state: 'signed_in',
  user: { id, email, everywhere },
})

async function sessionOf({ storage, clock }: AdminParts, req: Request): Promise<SessionAnswer> {
  const cookies = req.headers.cookie
  const shown = { bearer: null, login: tokenInCookies(cookies), guest: tokenInCookies(cookies, 'farthing_guest') }
  const [first] = await viewersOf(storage, shown, clock())
  if (first?.kind === 'member') return signedInAs(first.member)
  if (first?.kind === 'guest') return { state: 'guest', siteId: first.link.siteId }
  return { state: (await hasMembers(storage.read)) ? 'signed_out' : 'setup' }
}
