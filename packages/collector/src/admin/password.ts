// How passwords are kept and checked: argon2id at the library's defaults, which are OWASP's (19 MiB, 2 passes).
import { hash, verify } from '@node-rs/argon2'

export const hashPassword = (password: string): Promise<string> => hash(password)

let hashOfNobody: Promise<string> | undefined

/** Checks against a hash that fits nothing when there is none, so that an unknown email takes as long as a wrong password. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  hashOfNobody ??= hash('the password of nobody')
  const fits = await verify(stored ?? (await hashOfNobody), password)
  return stored !== null && fits
}
