// Which names of metadata keys an owner may give, and how the rows of the form become what is kept.
import type { MetadataKeys } from '@farthing/contract'

export type IdCarried = MetadataKeys[string]
export const idsCarried: IdCarried[] = ['viewId', 'sessionId', 'visitorId', 'customId', 'websiteId']

export const idMeanings: Record<IdCarried, string> = {
  viewId: 'the view’s id (viewId)',
  sessionId: 'the visit’s id (sessionId)',
  visitorId: 'the visitor’s id (visitorId)',
  customId: 'your customer’s id (customId)',
  websiteId: 'the site’s id (websiteId)',
}

export interface NameRow {
  /** Tells the rows apart while names are being typed. */
  number: number
  name: string
  id: IdCarried
}

export const toRows = (keys: MetadataKeys): NameRow[] =>
  Object.entries(keys).map(([name, id], index) => ({ number: index + 1, name, id }))

export type ReadNames = { kind: 'keys'; keys: MetadataKeys } | { kind: 'wrong'; sentence: string }

/** As Stripe takes them: up to 40 characters, no square brackets. Rows without a name are not meant. */
export function fromRows(rows: readonly NameRow[]): ReadNames {
  const keys = new Map<string, IdCarried>()
  for (const { name: typed, id } of rows) {
    const name = typed.trim()
    if (name === '') continue
    if (/[[\]]/.test(name)) return { kind: 'wrong', sentence: `Stripe takes no brackets in a name: “${name}”.` }
    if (name.length > 40) return { kind: 'wrong', sentence: `Stripe takes up to 40 characters: “${name}” is longer.` }
    if (keys.has(name)) return { kind: 'wrong', sentence: `“${name}” is there twice.` }
    keys.set(name, id)
  }
  return { kind: 'keys', keys: Object.fromEntries(keys) }
}
