// Makes a token for a program: it is shown once, and only its hash is kept.
import type { NewTokenAnswer, TokenScope } from '@farthing/contract'
import type { Storage } from '../storage/open.ts'
import { hashOfToken, newToken } from './token.ts'
import { insertToken } from './token-store.ts'

/** The prefix tells people, and scanners of source code, what they have found. */
const PREFIX = 'fth_'

export async function addToken(
  storage: Storage,
  { siteId, name, scope = 'server' }: { siteId: string; name: string; scope?: TokenScope },
  now: number,
): Promise<NewTokenAnswer> {
  const token = `${PREFIX}${newToken()}`
  const id = `tok_${hashOfToken(token).slice(0, 12)}`
  const row = { token_hash: hashOfToken(token), id, site_id: siteId, name, scope, created_at: now }
  await storage.write((trx) => insertToken(trx, row))
  return { id, token }
}
