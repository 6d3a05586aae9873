// Signing in with a passkey alone: having it is one factor, the finger or PIN that it asks for is the other.
import type { PasskeyRequest, UsedPasskey } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import type { Storage } from '../storage/open.ts'
import { checkUsed } from './check-passkey.ts'
import { CHALLENGE_MS, newChallenge, taking } from './passkey-challenge.ts'
import { noteUse, passkeyWith } from './passkey-store.ts'
import { handleOf } from './passkeys.ts'
import type { RelyingParty } from './relying-party.ts'
import type { Member } from './store.ts'

/** Names no credential: the browser offers those that it has for this host. */
export async function askForPasskey(storage: Storage, { id }: RelyingParty, now: number): Promise<PasskeyRequest> {
  const challenge = await newChallenge(storage, null, now)
  return { rpId: id, challenge, timeout: CHALLENGE_MS, userVerification: 'required' }
}

/** The refusal does not say what was wrong; the log does. */
export async function memberWithPasskey(
  { storage, log }: Pick<Parts, 'storage' | 'log'>,
  used: UsedPasskey,
  party: RelyingParty,
  now: number,
): Promise<Member> {
  const tried = await whoseIs(storage, used, party, now)
  if (tried.kind === 'member') return tried.member
  log.warn({ why: tried.why }, 'nobody was let in by a passkey')
  throw new Refusal(
    'wrong_passkey',
    'This passkey is not known here, or it took too long. Try again, or sign in with your password.',
  )
}

type Tried = { kind: 'member'; member: Member } | { kind: 'nobody'; why: string }

async function whoseIs(storage: Storage, used: UsedPasskey, party: RelyingParty, now: number): Promise<Tried> {
  const known = await passkeyWith(storage.read, used.id)
  if (!known) return { kind: 'nobody', why: 'The credential is not known.' }
  if (known.host !== party.id) return { kind: 'nobody', why: `The credential was made for ${known.host}.` }
  if (used.response.userHandle !== handleOf(known.member))
    return { kind: 'nobody', why: 'The credential is of another member than it says.' }
  const checked = await checkUsed(used, known, { party, takeChallenge: taking(storage, null, now) })
  if (checked.kind === 'bad') return { kind: 'nobody', why: checked.why }
  const isNewest = await storage.write((trx) => noteUse(trx, used.id, checked.proof.counter, now))
  if (!isNewest) return { kind: 'nobody', why: 'The credential was removed or used again in the meantime.' }
  return { kind: 'member', member: known.member }
}
