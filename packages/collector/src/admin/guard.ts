// Who may enter what belongs to the owner.
import type { RequestHandler } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { tokenInCookies } from './cookie.ts'
import { whoIs } from './login.ts'

export function signedIn({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): RequestHandler {
  return async (req, _res, next) => {
    const member = await whoIs(storage, tokenInCookies(req.headers.cookie), clock())
    next(member ? undefined : new Refusal('not_signed_in', 'Sign in first.'))
  }
}
