// Who a visitor is for one day: a keyed hash, and nothing that outlives the day's salt. Only who said yes is the same for longer.
import { createHash, createHmac } from 'node:crypto'

const BYTES = 16

/** A header cannot contain the separator, so no two different visitors are joined to the same text. */
export function visitorHash(salt: string, siteId: string, ip: string, userAgent: string): string {
  const hash = createHmac('sha256', salt).update(`${siteId}\0${ip}\0${userAgent}`).digest()
  return `v_${hash.subarray(0, BYTES).toString('base64url')}`
}

/** Consented mode: of an id that the visitor's own browser keeps. The prefix tells it from the ids of a day. */
export function keptVisitorId(siteId: string, storedId: string): string {
  const hash = createHash('sha256').update(`${siteId}\0${storedId}`).digest()
  return `k_${hash.subarray(0, BYTES).toString('base64url')}`
}
