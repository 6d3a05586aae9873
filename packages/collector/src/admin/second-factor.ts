// The second factor: codes of an authenticator app (RFC 6238), each taken once, and recovery codes for who lost the app.
import { randomBytes } from 'node:crypto'
import type { NewSecondFactor, RecoveryCodes } from '@farthing/contract'
import { Secret, TOTP } from 'otpauth'
import { Refusal } from '../errors.ts'
import type { Keys } from '../storage/keys.ts'
import type { Storage } from '../storage/open.ts'
import { noteOwnChange } from './own-changes.ts'
import {
  beginSecondFactor,
  confirmFactor,
  deleteSecondFactor,
  putRecoveryCodes,
  secondFactorOf,
  takeRecoveryCode,
  takeStep,
} from './second-factor-store.ts'
import type { Member } from './store.ts'
import { hashOfToken } from './token.ts'

const PERIOD_SECONDS = 30
/** A phone's clock may be half a minute off. */
const STEPS_OFF = 1
const RECOVERY_CODES = 10

export async function offerSecondFactor(
  storage: Storage,
  keys: Keys,
  member: Member,
  now: number,
): Promise<NewSecondFactor> {
  const secret = new Secret({ size: 20 })
  const row = { member_id: member.id, secret: keys.seal(secret.base32), created_at: now }
  if (!(await storage.write((trx) => beginSecondFactor(trx, row))))
    throw new Refusal('already_there', 'A second factor is on already. Switch it off first.')
  return { secret: secret.base32, uri: totpOf(secret.base32, member.email).toString() }
}

/** The first right code puts it in force. */
export async function confirmSecondFactor(
  storage: Storage,
  keys: Keys,
  member: Member,
  code: string,
  now: number,
): Promise<RecoveryCodes> {
  const begun = await secondFactorOf(storage.read, member.id)
  if (!begun || begun.confirmed_at !== null)
    throw new Refusal('already_there', 'There is no second factor to confirm. Begin anew.')
  const step = stepOf(keys.unseal(begun.secret), code, now)
  if (step === null)
    throw new Refusal('invalid_body', 'This code is not right. Is the clock of your phone right? Take the newest code.')
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await storage.write(async (trx) => {
    await takeStep(trx, member.id, step)
    await confirmFactor(trx, member.id, now)
    await putRecoveryCodes(
      trx,
      member.id,
      recoveryCodes.map((one) => hashOfToken(normalCode(one))),
    )
    await noteOwnChange(trx, member, 'POST account/second-factor', now)
  })
  return { recoveryCodes }
}

export const endSecondFactor = (storage: Storage, member: Member, now: number): Promise<void> =>
  storage.write(async (trx) => {
    await deleteSecondFactor(trx, member.id)
    await noteOwnChange(trx, member, 'DELETE account/second-factor', now)
  })

export async function passesSecondFactor(
  storage: Storage,
  keys: Keys,
  memberId: string,
  code: string | undefined,
  now: number,
): Promise<'yes' | 'code_needed' | 'wrong'> {
  const factor = await secondFactorOf(storage.read, memberId)
  if (!factor || factor.confirmed_at === null) return 'yes'
  if (code === undefined) return 'code_needed'
  const step = stepOf(keys.unseal(factor.secret), code, now)
  const taken = await storage.write((trx) =>
    step === null ? takeRecoveryCode(trx, memberId, hashOfToken(normalCode(code))) : takeStep(trx, memberId, step),
  )
  return taken ? 'yes' : 'wrong'
}

/** The time step that this code belongs to; null: to none that is near. */
function stepOf(secret: string, code: string, now: number): number | null {
  const digits = code.replaceAll(' ', '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = totpOf(secret, '').validate({ token: digits, timestamp: now, window: STEPS_OFF })
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_SECONDS) + delta
}

const totpOf = (secret: string, label: string) =>
  new TOTP({ issuer: 'Farthing', label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, digits: 6 })

/** 80 random bits: nothing to guess, so that a plain hash is enough. */
function newRecoveryCode(): string {
  const letters = randomBytes(10).toString('hex')
  return (letters.match(/.{5}/g) ?? []).join('-')
}

const normalCode = (code: string): string => code.toLowerCase().replace(/[^0-9a-f]/g, '')
