// Reads fields of a Stripe object by presence: whatever version rendered it, a field is there or it is not.
/** Any object of Stripe's, from an event or an answer; ids may be expanded, every field may be missing. */
export interface StripeObject {
  object: string
  id: string
  [field: string]: unknown
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isStripeObject = (value: unknown): value is StripeObject =>
  isObject(value) && typeof value.object === 'string' && typeof value.id === 'string'

/** The id in a field that may hold an id, an expanded object, or nothing. */
export function idIn(value: unknown): string | null {
  if (typeof value === 'string' && value !== '') return value
  return isObject(value) && typeof value.id === 'string' ? value.id : null
}

/** Follows a path of fields: `at(invoice, 'parent', 'subscription_details', 'subscription')`. */
export const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, field) => (isObject(inner) ? inner[field] : undefined), value)

export const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** A whole number, or 0. */
export const amountIn = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : 0

/** Stripe's seconds as milliseconds. */
export const timeIn = (value: unknown): number | null => (typeof value === 'number' ? value * 1000 : null)

/** The elements of a list field (`{object: 'list', data}`) or of an array. */
export function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const data = at(value, 'data')
  return Array.isArray(data) ? data : []
}

export const knownIds = (...values: unknown[]): string[] => values.map(idIn).filter((id) => id !== null)
