// Who a visitor is for one day: a keyed hash, and nothing that outlives the day's salt. Only who said yes is the same for longer.
import { createHash, createHmac } from 'node:crypto'

const BYTES = 16

export interface Visitor {
  id: string
  /** Hides by how much the device's clock is wrong, which would be the same on every day. It goes with the salt, as the address does. */
  clockMask: number
}

/** A header cannot contain the separator, so no two different visitors are joined to the same text. */
export const visitorOf = (salt: string, siteId: string, ip: string, userAgent: string): Visitor =>
  fromHash('v_', createHmac('sha256', salt).update(`${siteId}\0${ip}\0${userAgent}`).digest())

/** Consented mode: of an id that the visitor's own browser keeps. The prefix tells it from the ids of a day. */
export const keptVisitorOf = (siteId: string, storedId: string): Visitor =>
  fromHash('k_', createHash('sha256').update(`${siteId}\0${storedId}`).digest())

/** The two are different bytes, so that the id that is kept says nothing of the mask. */
const fromHash = (prefix: string, hash: Buffer): Visitor => ({
  id: prefix + hash.toString('base64url', 0, BYTES),
  clockMask: hash.readUInt32LE(BYTES),
})
