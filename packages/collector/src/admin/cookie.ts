// The cookies of a login and of a guest: how they are written, and how they are found among others.

/** Apart, so that an owner who opens a share link stays signed in. */
type CookieName = 'farthing_login' | 'farthing_guest'

export interface CookieLine {
  name?: CookieName
  token: string
  maxAgeSeconds: number
  secure: boolean
}

/** Lax, so that a link in an email opens the dashboard; writing is guarded by `same-origin.ts` as well. */
export const toCookie = ({ name = 'farthing_login', token, maxAgeSeconds, secure }: CookieLine): string =>
  [
    `${name}=${token}`,
    'Path=/',
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ].join('; ')

/** The token in a `Cookie` header, or null. */
export function tokenInCookies(header: string | undefined, name: CookieName = 'farthing_login'): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}
