// Keeps who a visit said to be; of an email address only the hash under the site's key.
import type { IdentifyMessage } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import { hashEmail } from '../identity/email.ts'
import { linkPerson } from '../identity/link-person.ts'
import type { Db } from '../storage/schema.ts'
import type { Follow } from './follow.ts'
import { insertIdentification } from './happening-store.ts'

export async function recordIdentify(
  trx: Db,
  message: IdentifyMessage,
  { emailKey, follow }: { emailKey: Buffer; follow: Pick<Follow, 'identified'> },
  now: number,
): Promise<Refusal | null> {
  const emailHash = message.email === undefined ? null : hashEmail(emailKey, message.email)
  if (message.email !== undefined && emailHash === null)
    return new Refusal('invalid_body', 'The field `email` cannot be used: it is not an email address.')
  const customId = message.customId ?? null
  if (emailHash === null && customId === null)
    return new Refusal('invalid_body', 'Say who it is: identify needs an `email` or a `customId`.')
  const isNew = await insertIdentification(trx, {
    siteId: message.site,
    viewId: message.viewId,
    at: now - (message.age ?? 0),
    emailHash,
    customId,
  })
  const linked = await linkPerson(trx, { siteId: message.site, emailHash, customId, now }, emailKey)
  const said = { siteId: message.site, viewId: message.viewId, names: linked.names, joined: linked.joined }
  if (isNew || linked.joined) await follow.identified(trx, said)
  return null
}
