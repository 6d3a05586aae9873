// What members change of how they sign in concerns every site that they may enter: it is in the trace of each.
import type { Db } from '../storage/schema.ts'
import { insertChange } from './audit-store.ts'
import { siteIdsOf } from './membership-store.ts'
import type { Member } from './store.ts'
import { shortId } from './token.ts'

type OwnChange =
  | 'POST account/password'
  | 'POST account/second-factor'
  | 'DELETE account/second-factor'
  | 'POST account/passkeys'
  | 'DELETE account/passkeys'

export async function noteOwnChange(trx: Db, member: Member, what: OwnChange, now: number): Promise<void> {
  for (const siteId of await siteIdsOf(trx, member))
    await insertChange(trx, siteId, { id: shortId('change'), at: now, who: member.email, what, fields: [] })
}
