// Everything that is known of the browser behind a visit, from its address and its headers.
import type { Incoming } from '../http/client-ip.ts'
import { rememberingDevices } from './device.ts'
import { languageOf } from './language.ts'
import { type PlaceOfAddress, placeSaidBy } from './place.ts'
import type { Traits } from './traits.ts'

export interface Sighting {
  ip: string
  userAgent: string
  headers: Incoming['headers']
  /** Whether the request came through a proxy that the operator trusts. */
  behindProxy: boolean
}

export type Enrich = (sighting: Sighting) => Traits

export function enricher(placeOfAddress: PlaceOfAddress): Enrich {
  const deviceOf = rememberingDevices()
  return ({ ip, userAgent, headers, behindProxy }) => {
    const said = behindProxy ? placeSaidBy(headers) : null
    const language = headers['accept-language']
    return {
      ...(said ?? placeOfAddress(ip)),
      ...deviceOf(userAgent),
      language: languageOf(Array.isArray(language) ? language[0] : language),
    }
  }
}
