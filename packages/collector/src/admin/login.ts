// Signing in and out: what a login is worth, and for how long.
import { Refusal } from '../errors.ts'
import type { Keys } from '../storage/keys.ts'
import { noteIfPossible } from '../storage/note-if-possible.ts'
import type { Storage } from '../storage/open.ts'
import { browserName } from './browser-name.ts'
import { deleteLogin, insertLogin, type LoggedIn, memberOfLogin, noteSeen } from './login-store.ts'
import { normalEmail } from './member.ts'
import { isPassword } from './password.ts'
import { passesSecondFactor } from './second-factor.ts'
import { type Member, memberByEmail } from './store.ts'
import { hashOfToken, newToken, shortId } from './token.ts'

export const loginSeconds = 30 * 24 * 60 * 60
const HOUR_MS = 60 * 60 * 1000

export interface Tried {
  email: string
  password: string
  code?: string | undefined
}

type SignedIn = { kind: 'code_needed' } | { kind: 'member'; member: Member }

/** The refusal does not say whether the email is known, nor a missing code whether it was right. */
export async function checkCredentials(
  storage: Storage,
  keys: Keys,
  { email, password, code }: Tried,
  now: number,
): Promise<SignedIn> {
  const known = await memberByEmail(storage.read, normalEmail(email))
  const right = await isPassword(known?.passwordHash ?? null, password)
  if (!known || !right) throw new Refusal('wrong_password', 'The email or the password is not right.')
  const passed = await passesSecondFactor(storage, keys, known.id, code, now)
  if (passed === 'code_needed') return { kind: 'code_needed' }
  if (passed === 'wrong')
    throw new Refusal(
      'wrong_password',
      'This code is not right. Take the newest one of your app; each works once. A recovery code works too.',
    )
  return { kind: 'member', member: { id: known.id, email: known.email, everywhere: known.everywhere } }
}

/** Answers the token of the new login. */
export async function beginLogin(
  storage: Storage,
  member: Member,
  userAgent: string | undefined,
  now: number,
): Promise<string> {
  const token = newToken()
  const login = {
    tokenHash: hashOfToken(token),
    id: shortId('login'),
    memberId: member.id,
    browser: browserName(userAgent),
    createdAt: now,
    expiresAt: now + loginSeconds * 1000,
  }
  await storage.write((trx) => insertLogin(trx, login))
  return token
}

export const endLogin = (storage: Storage, token: string): Promise<void> =>
  storage.write((trx) => deleteLogin(trx, hashOfToken(token)))

export async function whoIs(storage: Storage, token: string | null, now: number): Promise<LoggedIn | null> {
  const member = token === null ? null : await memberOfLogin(storage.read, hashOfToken(token), now)
  if (member && now - member.lastSeenAt > HOUR_MS)
    await noteIfPossible(storage, (trx) => noteSeen(trx, member.loginId, now))
  return member
}
