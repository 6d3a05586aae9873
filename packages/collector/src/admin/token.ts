// Random tokens that somebody is trusted with, and what is stored of them: never the token itself.
import { createHash, randomBytes } from 'node:crypto'

export const newToken = (): string => randomBytes(32).toString('base64url')

/** A token has 256 random bits, so a plain hash is enough: there is nothing to guess. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The name of something in a list: public, and not what it is opened with. */
export const shortId = (kind: string): string => `${kind}_${randomBytes(8).toString('hex')}`
