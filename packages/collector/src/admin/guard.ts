// Who may enter what belongs to the owner: said once for each room, at its mount.
import type { Standing } from '@farthing/contract'
import type { Request, RequestHandler, Response } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { type Access, reaches, seesAmounts } from './access.ts'
import { fieldsOf } from './audit.ts'
import { type Change, insertChange } from './audit-store.ts'
import { tokenInCookies } from './cookie.ts'
import type { LoggedIn } from './login-store.ts'
import { shortId } from './token.ts'
import type { Token } from './token-store.ts'
import { nameOfViewer, standingAt, usedToken, type Viewer, viewersOf } from './viewer.ts'
import { withoutAmounts } from './without-amounts.ts'

type GuardParts = Pick<Parts, 'storage' | 'clock'>
type SiteHandler = RequestHandler<{ siteId: string }>

interface Entered {
  viewer: Viewer
  standing: Standing
}

const bearerOf = (req: Request): string | null => /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null
const isLooking = ({ method }: Request<object>) => method === 'GET' || method === 'HEAD'

/** Anybody whom this collector knows. */
export function known({ storage, clock }: GuardParts): RequestHandler {
  return async (req, res, next) => {
    const cookies = req.headers.cookie
    const shown = {
      bearer: bearerOf(req),
      login: tokenInCookies(cookies),
      guest: tokenInCookies(cookies, 'farthing_guest'),
    }
    const viewers = await viewersOf(storage, shown, clock())
    if (viewers.length === 0) return next(new Refusal('not_signed_in', 'Sign in first.'))
    res.locals.viewers = viewers
    next()
  }
}

/** To who may not see it, a site is as if it were not there. */
export function standing({ storage }: GuardParts): SiteHandler {
  return async (req, res, next) => {
    const { siteId } = req.params
    for (const viewer of viewersIn(res)) {
      const found = await standingAt(storage, viewer, siteId)
      if (found === null) continue
      res.locals.entered = { viewer, standing: found } satisfies Entered
      if (!seesAmounts(viewer, found)) hideAmounts(res)
      return next()
    }
    next(new Refusal('unknown_site', `There is no site ${siteId} here.`))
  }
}

export function may({ look, change, to }: Access): SiteHandler {
  return (req, res, next) => {
    const { viewer, standing } = enteredIn(res)
    if (to === 'people' && viewer.kind === 'program')
      return next(new Refusal('not_allowed', 'A token may not do this: sign in to the dashboard.'))
    const needed = isLooking(req) ? look : change
    if (reaches(standing, needed)) return next()
    next(new Refusal('not_allowed', `This needs the role ${needed} at this site, and yours is ${standing}.`))
  }
}

/** Puts into the trace what somebody did who has entered. */
export const noting =
  ({ storage, clock }: GuardParts) =>
  (res: Response, siteId: string, what: string, fields: Change['fields'] = []): Promise<void> => {
    const who = nameOfViewer(enteredIn(res).viewer)
    return storage.write((trx) => insertChange(trx, siteId, { id: shortId('change'), at: clock(), who, what, fields }))
  }

/** A change that was answered is in the trace: the answer waits for it. */
export function audited(parts: GuardParts): SiteHandler {
  const note = noting(parts)
  return (req, res, next) => {
    if (isLooking(req)) return next()
    const [path = ''] = req.originalUrl.split('?')
    const room = path.split('/').slice(4).join('/').replace(/\/$/, '')
    const send = res.json.bind(res)
    res.json = (answer) => {
      if (res.statusCode >= 400) return send(answer)
      const what = `${req.method} ${room || 'site'}`.slice(0, 200)
      note(res, req.params.siteId, what, fieldsOf(req.body)).then(() => send(answer), next)
      return res
    }
    next()
  }
}

/** What is no JSON cannot be looked through: it is not for these eyes. */
function hideAmounts(res: Response): void {
  const [json, send] = [res.json.bind(res), res.send.bind(res)]
  res.json = (answer) => json(withoutAmounts(answer))
  res.send = (answer) => {
    if (/^application\/json\b/.test(String(res.getHeader('content-type') ?? ''))) return send(answer)
    res.removeHeader('content-type')
    res.removeHeader('content-disposition')
    throw new Refusal('not_allowed', 'Amounts are hidden on this page, and so there are no tables to load.')
  }
}

/** Whether the one who asks may see amounts. */
export function amountsShown(res: Response): boolean {
  const { viewer, standing } = enteredIn(res)
  return seesAmounts(viewer, standing)
}

/** For what has to outlive the site's own trace of changes. */
export const whoAsks = (res: Response): string => nameOfViewer(enteredIn(res).viewer)

/** For what is not sent by `res.json`: an answer as the one who asked may see it. */
export const seenBy =
  (res: Response) =>
  (answer: unknown): unknown =>
    amountsShown(res) ? answer : withoutAmounts(answer)

export const viewersIn = (res: Response): readonly Viewer[] => res.locals.viewers as readonly Viewer[]

const enteredIn = (res: Response): Entered => res.locals.entered as Entered

/** The account is a person's own. */
export function signedIn(parts: GuardParts): RequestHandler {
  const isKnown = known(parts)
  return (req, res, next) =>
    isKnown(req, res, (error?: unknown) => {
      if (error !== undefined) return next(error)
      next(memberIn(res) ? undefined : new Refusal('not_signed_in', 'Sign in with your own account first.'))
    })
}

export function mine(res: Response): LoggedIn {
  const member = memberIn(res)
  if (!member) throw new Refusal('not_signed_in', 'Sign in with your own account first.')
  return member
}

export function memberIn(res: Response): LoggedIn | null {
  const [first] = viewersIn(res)
  return first?.kind === 'member' ? first.member : null
}

/** Programs show a token, which speaks for one site. */
export function withToken({ storage, clock }: GuardParts, scope: Token['scope']): RequestHandler {
  return async (req, res, next) => {
    const shown = bearerOf(req)
    const token = shown === null ? null : await usedToken(storage, shown, clock())
    if (token?.scope === scope || token?.scope === 'write') {
      res.locals.siteId = token.site_id
      return next()
    }
    const sentence = token
      ? `This token may only "${token.scope}". Make one for a server: \`farthing token add\`, or the settings of the site.`
      : shown
        ? 'This token is not known here. `farthing token add` makes one.'
        : 'Send the token of your site in the header "Authorization: Bearer …". `farthing token add` makes one.'
    next(new Refusal(token ? 'not_allowed' : 'not_signed_in', sentence))
  }
}

export const siteOfToken = (res: Response): string => String(res.locals.siteId)
