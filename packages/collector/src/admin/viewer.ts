// Who asks: a member, a program with a token, or a guest with a share link; and as what they stand at a site.
import type { Standing } from '@farthing/contract'
import { noteIfPossible } from '../storage/note-if-possible.ts'
import type { Storage } from '../storage/open.ts'
import { whoIs } from './login.ts'
import type { LoggedIn } from './login-store.ts'
import { roleAt } from './membership-store.ts'
import { guestWithHash, type ShareLink } from './share-store.ts'
import { hashOfToken } from './token.ts'
import { noteUsed, type Token, tokenWithHash } from './token-store.ts'

export type Viewer =
  | { kind: 'member'; member: LoggedIn }
  | { kind: 'program'; token: Token }
  | { kind: 'guest'; link: ShareLink }

export interface Shown {
  bearer: string | null
  login: string | null
  guest: string | null
}

const HOUR_MS = 60 * 60 * 1000

/** Strongest first. A program that shows a token is nobody else, whatever cookies it has. */
export async function viewersOf(storage: Storage, shown: Shown, now: number): Promise<Viewer[]> {
  if (shown.bearer !== null) {
    const token = await usedToken(storage, shown.bearer, now)
    return token && token.scope !== 'server' ? [{ kind: 'program', token }] : []
  }
  const member = await whoIs(storage, shown.login, now)
  const link = shown.guest === null ? null : await guestWithHash(storage.read, hashOfToken(shown.guest), now)
  return [...(member ? [{ kind: 'member', member } as const] : []), ...(link ? [{ kind: 'guest', link } as const] : [])]
}

export async function usedToken(storage: Storage, shown: string, now: number): Promise<Token | null> {
  const token = await tokenWithHash(storage.read, hashOfToken(shown))
  if (token && now - (token.last_used_at ?? 0) > HOUR_MS)
    await noteIfPossible(storage, (trx) => noteUsed(trx, token.id, now))
  return token
}

/** Null: nothing of this site is theirs to see. */
export async function standingAt(storage: Storage, viewer: Viewer, siteId: string): Promise<Standing | null> {
  switch (viewer.kind) {
    case 'member':
      return viewer.member.everywhere ? 'owner' : await roleAt(storage.read, viewer.member.id, siteId)
    case 'program':
      if (viewer.token.site_id !== siteId) return null
      return viewer.token.scope === 'write' ? 'admin' : 'viewer'
    case 'guest':
      return viewer.link.siteId === siteId ? 'guest' : null
  }
}

export const nameOfViewer = (viewer: Viewer): string => {
  switch (viewer.kind) {
    case 'member':
      return viewer.member.email
    case 'program':
      return `token ${viewer.token.name}`
    case 'guest':
      return 'a guest'
  }
}
