// A stored object without the names of one person: email hashes wherever they stand, identifiers where an identifier stands.

export interface StoredNames {
  emailHashes: readonly string[]
  customIds: readonly string[]
}

/** The same object when it names the person nowhere. */
export function withoutNames(value: unknown, names: StoredNames, field = ''): unknown {
  if (typeof value === 'string') return isName(value, names, field) ? null : value
  if (Array.isArray(value))
    return value.filter((one) => !isReference(one, names)).map((one) => withoutNames(one, names, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutNames(inner, names, name)]))
}

const isName = (text: string, { emailHashes, customIds }: StoredNames, field: string): boolean =>
  emailHashes.includes(text) || (meansCustomId(field) && customIds.includes(text))

/** People write `customId`, `custom_id` and `CUSTOM-ID`. */
const meansCustomId = (field: string) => field.toLowerCase().replaceAll(/[_-]/g, '') === 'customid'

/** `{ key: 'customId', value: 'user 7' }`, as facts keep what Stripe carried. */
function isReference(value: unknown, names: StoredNames): boolean {
  if (typeof value !== 'object' || value === null || !('key' in value) || !('value' in value)) return false
  return typeof value.key === 'string' && typeof value.value === 'string' && isName(value.value, names, value.key)
}
