// A member's own account: what it says, and how its password is changed.
import type { AccountAnswer, LoginsAnswer, PasswordChange } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import { endOtherLogins, type LoggedIn, loginsOf } from './login-store.ts'
import { noteOwnChange } from './own-changes.ts'
import { hashPassword, isPassword } from './password.ts'
import { countRecoveryCodes, secondFactorOf } from './second-factor-store.ts'
import { memberByEmail, putPassword } from './store.ts'

export async function accountOf(storage: Storage, member: LoggedIn): Promise<AccountAnswer> {
  const factor = await secondFactorOf(storage.read, member.id)
  if (!factor || factor.confirmed_at === null) return { email: member.email, secondFactor: null }
  const recoveryCodes = await countRecoveryCodes(storage.read, member.id)
  return { email: member.email, secondFactor: { since: factor.confirmed_at, recoveryCodes } }
}

export async function loginsAnswer(storage: Storage, member: LoggedIn, now: number): Promise<LoginsAnswer> {
  const rows = await loginsOf(storage.read, member.id, now)
  return {
    logins: rows.map((row) => ({
      id: row.id,
      browser: row.browser,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      isThis: row.id === member.loginId,
    })),
  }
}

/** What cannot be undone by who finds a screen unlocked asks for the password again. */
export async function checkOwnPassword(storage: Storage, member: LoggedIn, password: string): Promise<void> {
  const known = await memberByEmail(storage.read, member.email)
  if (!(await isPassword(known?.passwordHash ?? null, password)))
    throw new Refusal('wrong_own_password', 'That is not your password.')
}

export async function changeOwnPassword(
  storage: Storage,
  member: LoggedIn,
  change: PasswordChange,
  now: number,
): Promise<void> {
  await checkOwnPassword(storage, member, change.password)
  const passwordHash = await hashPassword(change.newPassword)
  await storage.write(async (trx) => {
    await putPassword(trx, member.id, passwordHash)
    await endOtherLogins(trx, member.id, member.loginId)
    await noteOwnChange(trx, member, 'POST account/password', now)
  })
}
