// Who works together at a site: inviting, joining, roles.
import type { Invite, InviteAnswer, JoinRequest, MembersAnswer, SiteRole } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import { keepMember, newMember, normalEmail } from './member.ts'
import {
  deleteMembership,
  invitationsOf,
  invitationWithHash,
  membersOf,
  putInvitation,
  putMembership,
  roleAt,
  takeInvitation,
} from './membership-store.ts'
import { type Member, memberByEmail } from './store.ts'
import { hashOfToken, newToken, shortId } from './token.ts'

const INVITATION_MS = 14 * 24 * 60 * 60 * 1000

export async function membersAt(storage: Storage, siteId: string, now: number): Promise<MembersAnswer> {
  const members = await membersOf(storage.read, siteId)
  const invitations = await invitationsOf(storage.read, siteId, now)
  return {
    members: members.map((row) => ({
      id: row.id,
      email: row.email,
      role: row.everywhere === 1 ? 'owner' : (row.role ?? 'viewer'),
      everywhere: row.everywhere === 1,
      secondFactor: row.confirmed_at !== null,
      createdAt: row.created_at,
    })),
    invitations: invitations.map(({ expires_at, ...row }) => ({ ...row, expiresAt: expires_at })),
  }
}

/** Who has a password here is a member at once; everybody else gets a link. */
export async function invite(storage: Storage, siteId: string, asked: Invite, now: number): Promise<InviteAnswer> {
  const email = normalEmail(asked.email)
  const member = await memberByEmail(storage.read, email)
  if (member) {
    if (member.everywhere || (await roleAt(storage.read, member.id, siteId)))
      throw new Refusal('already_there', `${email} is a member of this site already.`)
    await storage.write((trx) => putMembership(trx, { siteId, memberId: member.id, role: asked.role }, now))
    return { done: 'added' }
  }
  const token = newToken()
  const expiresAt = now + INVITATION_MS
  const row = { tokenHash: hashOfToken(token), id: shortId('invitation'), siteId, email, role: asked.role }
  await storage.write((trx) => putInvitation(trx, { ...row, createdAt: now, expiresAt }))
  return { done: 'invited', path: `/join?token=${token}`, expiresAt }
}

const notValid = () =>
  new Refusal('wrong_setup_link', 'This invitation is not valid any more. Ask for a new one: each works once.')

export async function invitationFor(storage: Storage, token: string, now: number) {
  const found = await invitationWithHash(storage.read, hashOfToken(token), now)
  if (!found) throw notValid()
  return found
}

export async function join(storage: Storage, { token, password }: JoinRequest, now: number): Promise<Member> {
  // Before the password is hashed: that costs work, and only the holder of a link may ask for it.
  const { email, role, site_id: siteId } = await invitationFor(storage, token, now)
  const made = await newMember({ email, password }, false)
  return storage.write(async (trx) => {
    if (!(await takeInvitation(trx, hashOfToken(token)))) throw notValid()
    const member = await keepMember(trx, made, now)
    await putMembership(trx, { siteId, memberId: member.id, role }, now)
    return member
  })
}

async function changeable(storage: Storage, siteId: string, memberId: string): Promise<void> {
  if (await roleAt(storage.read, memberId, siteId)) return
  throw new Refusal(
    'not_found',
    'There is no such member whose role could be changed here. Owners of the whole collector are managed by `farthing user`.',
  )
}

export async function changeRole(
  storage: Storage,
  siteId: string,
  memberId: string,
  role: SiteRole,
  now: number,
): Promise<void> {
  await changeable(storage, siteId, memberId)
  await storage.write((trx) => putMembership(trx, { siteId, memberId, role }, now))
}

export async function removeMember(storage: Storage, siteId: string, memberId: string): Promise<void> {
  await changeable(storage, siteId, memberId)
  await storage.write((trx) => deleteMembership(trx, siteId, memberId))
}
