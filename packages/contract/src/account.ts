// One member's own account: password, second factor, and where they are signed in.
import { z } from 'zod'

const codeSchema = z
  .string()
  .trim()
  .regex(/^\d{3} ?\d{3}$/, 'a code has six digits')

/** `GET /api/account` */
export interface AccountAnswer {
  email: string
  /** Null: no second factor. */
  secondFactor: { since: number; recoveryCodes: number } | null
}

/** `GET /api/account/logins` */
export interface LoginsAnswer {
  logins: {
    id: string
    /** As in "Firefox on Linux". */
    browser: string
    createdAt: number
    lastSeenAt: number
    /** The one that asks. */
    isThis: boolean
  }[]
}

/** `POST /api/account/password` ends every other login. */
export const passwordChangeSchema = z.strictObject({
  password: z.string().max(200),
  newPassword: z.string().min(10, 'a password has at least 10 characters').max(200),
})
export type PasswordChange = z.infer<typeof passwordChangeSchema>

/** `POST /api/account/second-factor`: it counts once `/confirm` was given a code. */
export const newSecondFactorSchema = z.strictObject({ password: z.string().max(200) })
export interface NewSecondFactor {
  /** To type, where no picture can be taken. */
  secret: string
  /** `otpauth://…`, as a picture to scan. */
  uri: string
}

/** `POST /api/account/second-factor/confirm` */
export const confirmSecondFactorSchema = z.strictObject({ code: codeSchema })
/** Shown only now; each works once. */
export interface RecoveryCodes {
  recoveryCodes: string[]
}
