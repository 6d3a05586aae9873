// What is remembered of a change: who, what, and the values that are no secrets.
import type { Change } from './audit-store.ts'

/** Values of anything else may be secret, or be about a person: only their names are kept. */
const plain = new Set([
  ...['name', 'hosts', 'timeZone', 'currency', 'retentionDays', 'ignoredAddresses', 'ignoredPaths'],
  ...['lookBackDays', 'defaultModel', 'metadataKeys', 'datacentreTraffic'],
  ...['role', 'scope', 'hidesAmounts', 'days', 'required', 'renew', 'from'],
  ...['goal', 'sides', 'state', 'sessionParam', 'paymentHosts', 'respect', 'hash', 'passUtm'],
])
const LONGEST_VALUE = 300

export function fieldsOf(body: unknown): Change['fields'] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  return Object.entries(body).map(([name, value]) => ({
    name: name.slice(0, 60),
    value: plain.has(name) ? textOf(value).slice(0, LONGEST_VALUE) : null,
  }))
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
