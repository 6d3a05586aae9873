// Vouches, in your server's name, for who a visitor is.
import { createHmac } from 'node:crypto'

export interface Identity {
  email?: string
  customId?: string
}

/**
 * What the page hands to `farthing.identify({ email, customId, signature })`. `secret` is the site's identity secret.
 *
 * @example
 * const signature = identitySignature(process.env.FARTHING_IDENTITY_SECRET, { email: user.email, customId: user.id })
 */
export const identitySignature = (secret: string, { email = '', customId = '' }: Identity): string =>
  createHmac('sha256', secret)
    .update(`${email.trim().normalize('NFC').toLowerCase()}\n${customId}`)
    .digest('hex')
