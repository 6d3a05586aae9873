// One member's own account: password, second factor, and where they are signed in.
import { z } from 'zod'

const codeSchema = z
  .string()
  .trim()
  .regex(/^\d{3} ?\d{3}$/, 'a code has six digits')

export const accountAnswerSchema = z
  .object({
    email: z.string(),
    secondFactor: z.object({ since: z.int(), recoveryCodes: z.int() }).nullable().describe('Null: no second factor.'),
  })
  .meta({ id: 'AccountAnswer', description: '`GET /api/account`' })
export type AccountAnswer = z.infer<typeof accountAnswerSchema>

export const loginsAnswerSchema = z
  .object({
    logins: z.array(
      z.object({
        id: z.string(),
        browser: z.string().describe('As in "Firefox on Linux".'),
        createdAt: z.int(),
        lastSeenAt: z.int(),
        isThis: z.boolean().describe('The one that asks.'),
      }),
    ),
  })
  .meta({ id: 'LoginsAnswer', description: '`GET /api/account/logins`' })
export type LoginsAnswer = z.infer<typeof loginsAnswerSchema>

/** `POST /api/account/password` ends every other login. */
export const passwordChangeSchema = z.strictObject({
  password: z.string().max(200),
  newPassword: z.string().min(10, 'a password has at least 10 characters').max(200),
})
export type PasswordChange = z.infer<typeof passwordChangeSchema>

/** What cannot be undone by who finds a screen unlocked asks for the password again. */
export const ownPasswordSchema = z.strictObject({ password: z.string().max(200) })

/** `POST /api/account/second-factor`: it counts once `/confirm` was given a code. */
export const offeredSecondFactorSchema = z
  .object({
    secret: z.string().describe('To type, where no picture can be taken.'),
    uri: z.string().describe('`otpauth://…`, as a picture to scan.'),
  })
  .meta({ id: 'NewSecondFactor' })
export type NewSecondFactor = z.infer<typeof offeredSecondFactorSchema>

/** `POST /api/account/second-factor/confirm` */
export const confirmSecondFactorSchema = z.strictObject({ code: codeSchema })
export const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes', description: 'Shown only now; each works once.' })
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>
