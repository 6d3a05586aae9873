// The cookie of a login: how it is written, and how it is found among others.
const name = 'farthing_login'

export interface CookieLine {
  token: string
  maxAgeSeconds: number
  secure: boolean
}

/** Lax, so that a link in an email opens the dashboard; writing is guarded by `same-origin.ts` as well. */
export const toCookie = ({ token, maxAgeSeconds, secure }: CookieLine): string =>
  [
    `${name}=${token}`,
    'Path=/',
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ')

/** The login token in a `Cookie` header, or null. */
export function tokenInCookies(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}
