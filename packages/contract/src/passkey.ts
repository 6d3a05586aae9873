// Passkeys: what the browser is given to make one or to use one, what it gives back, and the list of one's own.
import { z } from 'zod'

/** As browsers write bytes: https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON */
const bytes = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'these are bytes as base64url')
    .min(1)
    .max(most)

/** The longest id of a credential has 1023 bytes. */
const credentialIdSchema = bytes(1364)
const descriptorSchema = z.object({ id: credentialIdSchema, type: z.literal('public-key') })

export const passkeysAnswerSchema = z
  .object({
    passkeys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        host: z.string().describe('Where it can be used: the host of the dashboard when it was added.'),
        createdAt: z.int(),
        lastUsedAt: z.int().nullable().describe('Null: never.'),
      }),
    ),
  })
  .meta({ id: 'PasskeysAnswer', description: '`GET /api/account/passkeys`' })
export type PasskeysAnswer = z.infer<typeof passkeysAnswerSchema>

/** `POST /api/account/passkeys/begin`: for `navigator.credentials.create`, and for one try within five minutes. */
export const passkeyCreationSchema = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptorSchema).describe('Those that are there already.'),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('none'),
  })
  .meta({ id: 'PasskeyCreation', description: 'PublicKeyCredentialCreationOptionsJSON of the Web Authentication API.' })
export type PasskeyCreation = z.infer<typeof passkeyCreationSchema>

/** What a browser adds beside these is not needed. */
const madeSchema = z
  .object({
    id: credentialIdSchema,
    rawId: credentialIdSchema,
    type: z.literal('public-key'),
    response: z.object({ clientDataJSON: bytes(8_000), attestationObject: bytes(40_000) }),
  })
  .meta({ id: 'MadePasskey', description: 'RegistrationResponseJSON of the Web Authentication API.' })
export type MadePasskey = z.infer<typeof madeSchema>

/** `POST /api/account/passkeys` */
export const newPasskeySchema = z.object({ name: z.string().trim().min(1).max(80), response: madeSchema })
export type NewPasskey = z.infer<typeof newPasskeySchema>

/** `POST /api/login/passkey/begin`: for `navigator.credentials.get`, and for one try within five minutes. */
export const passkeyRequestSchema = z
  .object({
    rpId: z.string(),
    challenge: z.string(),
    timeout: z.int(),
    userVerification: z.literal('required'),
  })
  .meta({ id: 'PasskeyRequest', description: 'PublicKeyCredentialRequestOptionsJSON of the Web Authentication API.' })
export type PasskeyRequest = z.infer<typeof passkeyRequestSchema>

const usedSchema = z
  .object({
    id: credentialIdSchema,
    rawId: credentialIdSchema,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: bytes(8_000),
      authenticatorData: bytes(8_000),
      signature: bytes(8_000),
      userHandle: bytes(100).describe('Whose it is: what `user.id` was when it was made.'),
    }),
  })
  .meta({ id: 'UsedPasskey', description: 'AuthenticationResponseJSON of the Web Authentication API.' })
export type UsedPasskey = z.infer<typeof usedSchema>

/** `POST /api/login/passkey` */
export const passkeyLoginSchema = z.object({ response: usedSchema })
