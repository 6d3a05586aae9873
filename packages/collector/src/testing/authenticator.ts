// An authenticator in software: makes passkeys (EC P-256, no attestation) and signs with them, right or wrong as a test wants it.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { MadePasskey, PasskeyCreation, PasskeyRequest, UsedPasskey } from '@farthing/contract'
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'

interface Credential {
  id: string
  rpId: string
  userHandle: string
  privateKey: KeyObject
}

/** What a test may make different from what an honest browser and authenticator do. */
export interface Lies {
  origin?: string
  rpId?: string
  type?: string
  challenge?: string
  isVerified?: boolean
  counter?: number
  userHandle?: string
  format?: string
}

export interface Authenticator {
  create(options: PasskeyCreation, lies?: Lies): MadePasskey
  get(options: PasskeyRequest, lies?: Lies): UsedPasskey
  /** How often it was used: it counts up at each use. */
  counter: number
  /** What it holds; a copy of it is a stolen one. */
  credentials: Credential[]
}

/** https://www.w3.org/TR/webauthn-3/#authdata-flags */
const PRESENT = 0x01
const VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const uint32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer).swap32()
const uint16 = (value: number) => Buffer.from(Uint16Array.of(value).buffer).swap16()

export function softwareAuthenticator(origin: string): Authenticator {
  const authenticator: Authenticator = {
    counter: 0,
    credentials: [],
    create: (options, lies = {}) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const credential = {
        id: randomBytes(16).toString('base64url'),
        rpId: options.rp.id,
        userHandle: options.user.id,
        privateKey,
      }
      authenticator.credentials.push(credential)
      const authData = Buffer.concat([
        headOf({ rpId: options.rp.id, counter: authenticator.counter, ...lies }, HAS_CREDENTIAL),
        Buffer.alloc(16),
        uint16(16),
        Buffer.from(credential.id, 'base64url'),
        coseOf(publicKey),
      ])
      const clientDataJSON = clientData({ type: 'webauthn.create', challenge: options.challenge, origin, ...lies })
      const attestationObject = attestation(authData, lies.format ?? 'none')
      return answer(credential.id, { clientDataJSON, attestationObject })
    },
    get: (options, lies = {}) => {
      const credential = authenticator.credentials.find(({ rpId }) => rpId === options.rpId)
      if (!credential) throw new Error(`This authenticator has no passkey for ${options.rpId}.`)
      authenticator.counter += 1
      const authData = headOf({ rpId: options.rpId, counter: authenticator.counter, ...lies }, 0)
      const clientDataJSON = clientData({ type: 'webauthn.get', challenge: options.challenge, origin, ...lies })
      const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
      return answer(credential.id, {
        clientDataJSON,
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, credential.privateKey).toString('base64url'),
        userHandle: lies.userHandle ?? credential.userHandle,
      })
    },
  }
  return authenticator
}

const answer = <Response>(id: string, response: Response) => ({ id, rawId: id, type: 'public-key' as const, response })

const clientData = ({ type, challenge, origin }: Record<'type' | 'challenge' | 'origin', string>): string =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url')

function headOf({ rpId, counter, isVerified = true }: Lies & { rpId: string; counter: number }, flags: number) {
  const all = flags | PRESENT | (isVerified ? VERIFIED : 0)
  return Buffer.concat([sha256(rpId), Buffer.of(all), uint32(counter)])
}

/** RFC 9053, 7.1: key type EC2, algorithm ES256, curve P-256, x, y. */
function coseOf(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, isoBase64URL.toBuffer(x)],
      [-3, isoBase64URL.toBuffer(y)],
    ]),
  )
}

/** Any other format than `none` comes with a statement that no maker ever signed. */
function attestation(authData: Buffer, format: string): string {
  const statement = new Map<string, Uint8Array>(format === 'none' ? [] : [['sig', new Uint8Array(64)]])
  const whole = new Map<string, string | Uint8Array | typeof statement>([
    ['fmt', format],
    ['attStmt', statement],
    ['authData', new Uint8Array(authData)],
  ])
  return isoBase64URL.fromBuffer(isoCBOR.encode(whole))
}
