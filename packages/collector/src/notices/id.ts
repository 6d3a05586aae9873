// Ids and secrets of notices: random, and useless to guess.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from '../storage/keys.ts'

export const newId = (kind: 'notice' | 'way'): string => `${kind}_${randomBytes(12).toString('hex')}`
export const newHookSecret = (): string => `nhsec_${randomBytes(24).toString('base64url')}`

type Named = { id: string; siteId: string }

/** Kept nowhere: whoever shows it got it in an email. */
export const unsubscribeToken = (keys: Pick<Keys, 'emailKey'>, way: Named): string => `${way.id}.${proofOf(keys, way)}`

const proofOf = (keys: Pick<Keys, 'emailKey'>, { id, siteId }: Named): string =>
  createHmac('sha256', keys.emailKey(siteId)).update(`unsubscribe ${id}`).digest('base64url')

export const wayIn = (token: string): string => token.split('.')[0] ?? ''

export function provesUnsubscription(keys: Pick<Keys, 'emailKey'>, way: Named, token: string): boolean {
  const [shown, right] = [Buffer.from(token), Buffer.from(unsubscribeToken(keys, way))]
  return shown.length === right.length && timingSafeEqual(shown, right)
}
