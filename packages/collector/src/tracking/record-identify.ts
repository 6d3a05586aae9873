// Keeps who visits said to be, many at once; of an email address only the hash under the site's key.
import type { IdentifyMessage } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import { hashEmail } from '../identity/email.ts'
import { linkPersons } from '../identity/link-person.ts'
import type { Db } from '../storage/schema.ts'
import type { Follow } from './follow.ts'
import { type Identification, insertIdentifications } from './happening-store.ts'

interface Said {
  message: IdentifyMessage
  now: number
}

interface IdentifyParts {
  emailKey: (siteId: string) => Buffer
  follow: Pick<Follow, 'identified'>
}

/** Answers those that are refused, and why. */
export async function recordIdentities<One extends Said>(
  trx: Db,
  given: readonly One[],
  { emailKey, follow }: IdentifyParts,
): Promise<Map<One, Refusal>> {
  const refused = new Map<One, Refusal>()
  const said: (Identification & { now: number })[] = []
  for (const one of given) {
    const identity = identityIn(one, emailKey)
    if (identity instanceof Refusal) refused.set(one, identity)
    else said.push({ ...identity, now: one.now })
  }
  if (said.length === 0) return refused
  const isNew = await insertIdentifications(trx, said)
  const linked = await linkPersons(trx, said, emailKey)
  const told = said.flatMap(({ siteId, viewId }, at) => {
    const { names = [], joined = false } = linked[at] ?? {}
    return isNew[at] || joined ? [{ siteId, viewId, names, joined }] : []
  })
  if (told.length > 0) await follow.identified(trx, told)
  return refused
}

function identityIn({ message, now }: Said, emailKey: (siteId: string) => Buffer): Identification | Refusal {
  const { site: siteId, viewId, email } = message
  const emailHash = email === undefined ? null : hashEmail(emailKey(siteId), email)
  if (email !== undefined && emailHash === null)
    return new Refusal('invalid_body', 'The field `email` cannot be used: it is not an email address.')
  const customId = message.customId ?? null
  if (emailHash === null && customId === null)
    return new Refusal('invalid_body', 'Say who it is: identify needs an `email` or a `customId`.')
  return { siteId, viewId, at: now - (message.age ?? 0), emailHash, customId }
}
