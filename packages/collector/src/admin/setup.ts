// The first member: whoever holds the setup link, once.
import type { SetupRequest } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Storage } from '../storage/open.ts'
import { keepMember, newMember } from './member.ts'
import { hasMembers, isSetupToken, type Member, putSetupToken, takeSetupToken } from './store.ts'
import { hashOfToken, newToken } from './token.ts'

/** A new token at each start, which makes older links worthless. Null when there is a member already. */
export async function offerSetup(storage: Storage): Promise<string | null> {
  if (await hasMembers(storage.read)) return null
  const token = newToken()
  await storage.write((trx) => putSetupToken(trx, hashOfToken(token)))
  return token
}

export async function finishSetup(storage: Storage, request: SetupRequest, now: number): Promise<Member> {
  const tokenHash = hashOfToken(request.token)
  await refuseWithoutLink(storage, tokenHash)
  const member = await newMember(request, true)
  return storage.write(async (trx) => {
    if (!(await takeSetupToken(trx, tokenHash))) throw alreadySetUp()
    if (await hasMembers(trx)) throw alreadySetUp()
    return keepMember(trx, member, now)
  })
}

/** Before the password is hashed: that costs work, and only the holder of the link may ask for it. */
async function refuseWithoutLink(storage: Storage, tokenHash: string): Promise<void> {
  if (await hasMembers(storage.read)) throw alreadySetUp()
  if (await isSetupToken(storage.read, tokenHash)) return
  throw new Refusal(
    'wrong_setup_link',
    'This setup link is not valid any more: the collector prints a new one at each start. Use the newest one.',
  )
}

const alreadySetUp = () => new Refusal('already_set_up', 'This collector is set up already. Sign in instead.')
