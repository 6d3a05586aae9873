// Share links: who has one sees the reports of one site, and nothing else.
import type { EnterShare, NewShareLink, NewShareLinkAnswer, ShareLinksAnswer } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import { hashPassword, isPassword } from './password.ts'
import { insertGuest, insertShareLink, shareLinksOf, shareLinkWithHash } from './share-store.ts'
import { hashOfToken, newToken, shortId } from './token.ts'

export const guestSeconds = 24 * 60 * 60
const DAY_MS = 24 * 60 * 60 * 1000

export async function shareLinksAt(storage: Storage, siteId: string): Promise<ShareLinksAnswer> {
  const rows = await shareLinksOf(storage.read, siteId)
  return {
    shareLinks: rows.map((row) => ({
      id: row.id,
      name: row.name,
      hasPassword: row.password_hash !== null,
      hidesAmounts: row.hides_amounts === 1,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    })),
  }
}

export async function addShareLink(
  storage: Storage,
  siteId: string,
  { name, password, hidesAmounts, days }: NewShareLink,
  now: number,
): Promise<NewShareLinkAnswer> {
  const token = newToken()
  const id = shortId('share')
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const expiresAt = days === undefined ? null : now + days * DAY_MS
  const link = {
    tokenHash: hashOfToken(token),
    id,
    siteId,
    name,
    passwordHash,
    hidesAmounts,
    createdAt: now,
    expiresAt,
  }
  await storage.write((trx) => insertShareLink(trx, link))
  return { id, path: `/share/${token}` }
}

type EnteredByLink = { kind: 'password_needed' } | { kind: 'guest'; siteId: string; token: string }

export async function enterByLink(storage: Storage, asked: EnterShare, now: number): Promise<EnteredByLink> {
  const link = await shareLinkWithHash(storage.read, hashOfToken(asked.token), now)
  if (!link) throw new Refusal('wrong_setup_link', 'This link is not valid any more. Ask its owner for a new one.')
  if (link.passwordHash !== null) {
    if (asked.password === undefined) return { kind: 'password_needed' }
    if (!(await isPassword(link.passwordHash, asked.password)))
      throw new Refusal('wrong_password', 'The password of this link is not right.')
  }
  const token = newToken()
  await storage.write((trx) => insertGuest(trx, hashOfToken(token), link.id, now + guestSeconds * 1000))
  return { kind: 'guest', siteId: link.siteId, token }
}
