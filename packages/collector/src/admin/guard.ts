// Who may enter what belongs to the owner.
import type { RequestHandler, Response } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { tokenInCookies } from './cookie.ts'
import { whoIs } from './login.ts'
import { hashOfToken } from './token.ts'
import { type Token, tokenWithHash } from './token-store.ts'

export function signedIn({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): RequestHandler {
  return async (req, _res, next) => {
    const member = await whoIs(storage, tokenInCookies(req.headers.cookie), clock())
    next(member ? undefined : new Refusal('not_signed_in', 'Sign in first.'))
  }
}

/** Programs show a token, which speaks for one site. */
export function withToken({ storage }: Pick<Parts, 'storage'>, scope: Token['scope']): RequestHandler {
  return async (req, res, next) => {
    const shown = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
    const token = shown ? await tokenWithHash(storage.read, hashOfToken(shown)) : null
    if (token?.scope === scope) {
      res.locals.siteId = token.site_id
      return next()
    }
    const sentence = shown
      ? 'This token is not known here. `farthing token add` makes one.'
      : 'Send the token of your site in the header "Authorization: Bearer …". `farthing token add` makes one.'
    next(new Refusal('not_signed_in', sentence))
  }
}

export const siteOfToken = (res: Response): string => String(res.locals.siteId)
