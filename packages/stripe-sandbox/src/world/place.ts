// Live and test, the platform and its connected accounts: which partition is meant. Pure.

export type Mode = 'live' | 'test'
/** A partition: the platform's own, or a connected account's. */
export type Place = Mode | `${Mode}:${string}`

export const modeOfPlace = (place: Place): Mode => (place.startsWith('live') ? 'live' : 'test')
export const accountOfPlace = (place: Place): string | undefined => place.split(':')[1]
export const placeOf = (mode: Mode, account: string | undefined): Place =>
  account === undefined ? mode : `${mode}:${account}`
