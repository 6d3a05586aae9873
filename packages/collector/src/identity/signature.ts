// Whether the site's own server vouches for an identity: then nobody can say in a browser that they are somebody else.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { normaliseEmail } from './email.ts'

export interface Identity {
  email?: string | undefined
  customId?: string | undefined
}

/** HMAC-SHA-256, in hex, of the address in lower case, a line feed, and the identifier; what is absent is empty. */
export const signatureOf = (secret: string, { email = '', customId = '' }: Identity): string =>
  createHmac('sha256', secret)
    .update(`${normaliseEmail(email) ?? ''}\n${customId}`)
    .digest('hex')

export function isSigned(secret: string, identity: Identity, signature: string | undefined): boolean {
  const right = Buffer.from(signatureOf(secret, identity))
  const given = Buffer.from(signature?.toLowerCase() ?? '')
  return given.length === right.length && timingSafeEqual(given, right)
}
