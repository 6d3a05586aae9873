// What is kept of an email address: a hash under the site's own key, so that no list of addresses can be tried against it elsewhere.
import { createHmac } from 'node:crypto'

/** Null for what is no address. Gmail's dots and `+` tags stay: another provider may mean another person by them. */
export function normaliseEmail(email: string): string | null {
  const address = email.trim().normalize('NFC').toLowerCase()
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
}

export function hashEmail(key: Buffer, email: string): string | null {
  const address = normaliseEmail(email)
  return address === null ? null : createHmac('sha256', key).update(address).digest('base64url')
}
