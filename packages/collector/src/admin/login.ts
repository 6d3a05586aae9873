// Signing in and out: what a login is worth, and for how long.
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import { type Credentials, normalEmail } from './member.ts'
import { isPassword } from './password.ts'
import { deleteLogin, insertLogin, type Member, memberByEmail, memberOfLogin } from './store.ts'
import { hashOfToken, newToken } from './token.ts'

export const loginSeconds = 30 * 24 * 60 * 60

/** Answers the token of the new login. The refusal does not say whether the email is known. */
export async function signIn(
  storage: Storage,
  { email, password }: Credentials,
  now: number,
): Promise<{ member: Member; token: string }> {
  const known = await memberByEmail(storage.read, normalEmail(email))
  const right = await isPassword(known?.passwordHash ?? null, password)
  if (!known || !right) throw new Refusal('wrong_password', 'The email or the password is not right.')
  const member = { id: known.id, email: known.email }
  return { member, token: await beginLogin(storage, member, now) }
}

export async function beginLogin(storage: Storage, member: Member, now: number): Promise<string> {
  const token = newToken()
  const login = {
    tokenHash: hashOfToken(token),
    memberId: member.id,
    createdAt: now,
    expiresAt: now + loginSeconds * 1000,
  }
  await storage.write((trx) => insertLogin(trx, login))
  return token
}

export const endLogin = (storage: Storage, token: string): Promise<void> =>
  storage.write((trx) => deleteLogin(trx, hashOfToken(token)))

export async function whoIs(storage: Storage, token: string | null, now: number): Promise<Member | null> {
  return token === null ? null : memberOfLogin(storage.read, hashOfToken(token), now)
}
