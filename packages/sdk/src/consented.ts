// Consented mode: the one place that stores something on the device. Off unless the site asks for it.
import { newId } from './lib/new-id.ts'

const KEY = 'farthing_visitor'

/** Nothing where storage is forbidden. */
export const storedVisitor = (): string | undefined => {
  try {
    const id = localStorage.getItem(KEY) ?? newId()
    localStorage.setItem(KEY, id)
    return id
  } catch {
    return undefined
  }
}

/**
 * Removes what consented mode has stored. Call it when the visitor takes the consent back.
 * @example forgetVisitor()
 */
export const forgetVisitor = (): void => {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Where storage is forbidden, nothing was stored.
  }
}
