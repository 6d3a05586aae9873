// Whether passkeys can be used in this browser at this address, and how what went wrong with one is told apart from the rest.

/** `message` is a sentence for the owner. */
export class PasskeyError extends Error {
  override name = 'PasskeyError'
}

/** Browsers have them at https and on localhost, and for names only: https://www.w3.org/TR/webauthn-3/#rp-id */
export const canUsePasskeys = (): boolean =>
  typeof window.PublicKeyCredential === 'function' && isName(window.location.hostname)

export const isName = (host: string): boolean => !/^\[|^[\d.]+$/.test(host)
