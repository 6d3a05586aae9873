// Whether what a browser brings was signed by a passkey, for us, just now: the only holder of the library that knows the formats.
import type { MadePasskey, UsedPasskey } from '@farthing/contract'
import type { KnownPasskey } from './passkey-store.ts'
import type { RelyingParty } from './relying-party.ts'

/** COSE's numbers of EdDSA, ES256 and RS256: one of them is in every authenticator. */
export const algorithms: readonly number[] = [-8, -7, -257]

export interface Expected {
  party: RelyingParty
  /** Whether it was ours, and unused; it is used now. */
  takeChallenge: (challenge: string) => Promise<boolean>
}

interface Proof {
  credentialId: string
  publicKey: string
  counter: number
}

type Checked<Good> = { kind: 'good'; proof: Good } | { kind: 'bad'; why: string }

export function checkMade(made: MadePasskey, { party, takeChallenge }: Expected): Promise<Checked<Proof>> {
  return orWhyNot(async () => {
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
    const answer = await verifyRegistrationResponse({
      response: { ...made, response: await withoutStatement(made.response), clientExtensionResults: {} },
      expectedChallenge: takeChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!answer.verified) return null
    const { id, publicKey, counter } = answer.registrationInfo.credential
    return { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter }
  })
}

/** Who made the authenticator is nothing to us; and to check a maker's certificate, the library would fetch what it names. */
async function withoutStatement({ clientDataJSON, attestationObject }: MadePasskey['response']) {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } = await import('@simplewebauthn/server/helpers')
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData')
  const noStatement = new Map<string, never>()
  const bare = new Map<string, string | Uint8Array | typeof noStatement>([
    ['fmt', 'none'],
    ['attStmt', noStatement],
    ['authData', authData],
  ])
  return { clientDataJSON, attestationObject: isoBase64URL.fromBuffer(isoCBOR.encode(bare)) }
}

export function checkUsed(
  used: UsedPasskey,
  known: KnownPasskey,
  { party, takeChallenge }: Expected,
): Promise<Checked<Pick<Proof, 'counter'>>> {
  return orWhyNot(async () => {
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
    const { credentialId, publicKey, counter } = known
    const answer = await verifyAuthenticationResponse({
      response: { ...used, clientExtensionResults: {} },
      expectedChallenge: takeChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
      requireUserVerification: true,
    })
    return answer.verified ? { counter: answer.authenticationInfo.newCounter } : null
  })
}

const LONGEST_REASON = 200

/** The library throws whatever it finds wrong with what strangers send. */
async function orWhyNot<Good>(check: () => Promise<Good | null>): Promise<Checked<Good>> {
  try {
    const proof = await check()
    return proof === null ? { kind: 'bad', why: 'The signature is not of this key.' } : { kind: 'good', proof }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { kind: 'bad', why: error.message.slice(0, LONGEST_REASON) }
  }
}
