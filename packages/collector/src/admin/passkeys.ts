// A member's passkeys: which there are, adding one, removing one.
import type { NewPasskey, PasskeyCreation, PasskeysAnswer } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import type { Storage } from '../storage/open.ts'
import { algorithms, checkMade } from './check-passkey.ts'
import { noteOwnChange } from './own-changes.ts'
import { CHALLENGE_MS, newChallenge, taking } from './passkey-challenge.ts'
import { deletePasskey, insertPasskey, passkeysOf } from './passkey-store.ts'
import type { RelyingParty } from './relying-party.ts'
import type { Member } from './store.ts'
import { shortId } from './token.ts'

const MOST_PASSKEYS = 20

export async function passkeysAnswer(storage: Storage, member: Member): Promise<PasskeysAnswer> {
  const rows = await passkeysOf(storage.read, member.id)
  return {
    passkeys: rows.map(({ id, name, host, created_at, last_used_at }) => ({
      id,
      name,
      host,
      createdAt: created_at,
      lastUsedAt: last_used_at,
    })),
  }
}

export async function offerPasskey(
  storage: Storage,
  member: Member,
  party: RelyingParty,
  now: number,
): Promise<PasskeyCreation> {
  const known = await passkeysOf(storage.read, member.id)
  if (known.length >= MOST_PASSKEYS)
    throw new Refusal('too_many_passkeys', `You have ${MOST_PASSKEYS} passkeys. Remove one that you do not use.`)
  const here = known.filter(({ host }) => host === party.id)
  return {
    rp: { id: party.id, name: 'Farthing' },
    user: { id: handleOf(member), name: member.email, displayName: member.email },
    challenge: await newChallenge(storage, member.id, now),
    pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' })),
    timeout: CHALLENGE_MS,
    excludeCredentials: here.map(({ credential_id }) => ({ id: credential_id, type: 'public-key' })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  }
}

/** What an authenticator keeps, and says, of whose a passkey is: nothing that means anything elsewhere. */
export const handleOf = ({ id }: Pick<Member, 'id'>): string => Buffer.from(id).toString('base64url')

export async function addPasskey(
  { storage, log }: Pick<Parts, 'storage' | 'log'>,
  member: Member,
  party: RelyingParty,
  { name, response }: NewPasskey,
  now: number,
): Promise<void> {
  const checked = await checkMade(response, { party, takeChallenge: taking(storage, member.id, now) })
  if (checked.kind === 'bad') {
    log.info({ memberId: member.id, why: checked.why }, 'a passkey was not taken')
    throw new Refusal('invalid_passkey', 'This passkey could not be checked, or it took too long. Begin again.')
  }
  const { credentialId, publicKey, counter } = checked.proof
  const row = {
    ...{ id: shortId('passkey'), member_id: member.id, name, host: party.id },
    ...{ credential_id: credentialId, public_key: publicKey, counter, created_at: now, last_used_at: null },
  }
  await storage.write(async (trx) => {
    if (!(await insertPasskey(trx, row))) throw new Refusal('already_there', 'This passkey is there already.')
    await noteOwnChange(trx, member, 'POST account/passkeys', now)
  })
}

export async function removePasskey(storage: Storage, member: Member, id: string, now: number): Promise<void> {
  await storage.write(async (trx) => {
    if (!(await deletePasskey(trx, member.id, id)))
      throw new Refusal('not_found', 'You have no such passkey: it was removed already.')
    await noteOwnChange(trx, member, 'DELETE account/passkeys', now)
  })
}
