// What a passkey has to sign: random, for one try, for five minutes, by whichever collector is asked.
import type { Storage } from '../storage/open.ts'
import { putChallenge, takeChallenge } from './passkey-store.ts'
import { hashOfToken, newToken } from './token.ts'

export const CHALLENGE_MS = 5 * 60 * 1000

/** `memberId` null: for whoever signs in. */
export async function newChallenge(storage: Storage, memberId: string | null, now: number): Promise<string> {
  const challenge = newToken()
  await storage.write((trx) => putChallenge(trx, hashOfToken(challenge), memberId, now + CHALLENGE_MS))
  return challenge
}

/** Taken whatever comes of it: who is refused begins again. */
export const taking =
  (storage: Storage, memberId: string | null, now: number) =>
  (challenge: string): Promise<boolean> =>
    storage.write((trx) => takeChallenge(trx, hashOfToken(challenge), memberId, now))
