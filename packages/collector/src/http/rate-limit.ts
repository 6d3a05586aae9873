// How often somebody may try to come in: wrong tries by address and by email; and what is answered to everybody, by address.
import type { Request, RequestHandler } from 'express'
import { type Options, rateLimit } from 'express-rate-limit'
import { Refusal } from '../errors.ts'
import { clientIp, type TrustProxy } from './client-ip.ts'

export interface LoginLimits {
  byAddress: RequestHandler
  byEmail: RequestHandler
  /** Every time, right or wrong: each answer is a row in the database for some minutes. */
  byAsking: RequestHandler
}

const windowMs = 15 * 60 * 1000

/** Each collector counts for itself: with several, a limit holds per collector. */
export function loginLimits(trustProxy: TrustProxy): LoginLimits {
  return {
    byAddress: limit(30, (req) => clientIp(req, trustProxy)),
    byEmail: limit(10, emailIn),
    byAsking: limit(100, (req) => clientIp(req, trustProxy), 'all'),
  }
}

const limit = (most: number, key: (req: Request) => string, counted: 'wrong' | 'all' = 'wrong'): RequestHandler =>
  rateLimit({
    windowMs,
    limit: most,
    keyGenerator: key,
    skipSuccessfulRequests: counted === 'wrong',
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: refuse,
  } satisfies Partial<Options>)

const refuse: Options['handler'] = (_req, _res, next) => {
  const minutes = windowMs / 60_000
  const sentence = `Too many tries. Wait up to ${minutes} minutes and try again; \`farthing user reset\` sets a new password.`
  next(new Refusal('too_many_requests', sentence))
}

function emailIn(req: Request): string {
  const body: unknown = req.body
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : ''
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 320) : ''
}
