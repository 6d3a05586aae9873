// Who may become a member, and how a member's password is replaced.
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { hashPassword } from './password.ts'
import { changePassword, insertMember, type Member, type MemberWithPassword } from './store.ts'
import { shortId } from './token.ts'

export interface Credentials {
  email: string
  password: string
}

/** One person is one member, however the address is typed. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()

export async function newMember({ email, password }: Credentials, everywhere: boolean): Promise<MemberWithPassword> {
  return {
    id: shortId('member'),
    email: normalEmail(email),
    everywhere,
    passwordHash: await hashPassword(password),
  }
}

export async function keepMember(trx: Db, member: MemberWithPassword, now: number): Promise<Member> {
  if (await insertMember(trx, member, now)) return { id: member.id, email: member.email, everywhere: member.everywhere }
  throw new Refusal('already_there', `There is a user ${member.email} already.`)
}

/** By the command line, and so by who runs the collector: every site is theirs. */
export async function addMember(storage: Storage, credentials: Credentials, now: number): Promise<Member> {
  const member = await newMember(credentials, true)
  return storage.write((trx) => keepMember(trx, member, now))
}

/** Also ends every login of this member. */
export async function resetPassword(storage: Storage, { email, password }: Credentials): Promise<void> {
  const passwordHash = await hashPassword(password)
  const found = await storage.write((trx) => changePassword(trx, normalEmail(email), passwordHash))
  if (!found) throw new Refusal('not_found', `There is no user ${normalEmail(email)} here.`)
}
