// Who a visitor is for one day: a keyed hash, and nothing that outlives the day's salt.
import { createHmac } from 'node:crypto'

const BYTES = 16

/** A header cannot contain the separator, so no two different visitors are joined to the same text. */
export function visitorHash(salt: string, siteId: string, ip: string, userAgent: string): string {
  const hash = createHmac('sha256', salt).update(`${siteId}\0${ip}\0${userAgent}`).digest()
  return `v_${hash.subarray(0, BYTES).toString('base64url')}`
}
