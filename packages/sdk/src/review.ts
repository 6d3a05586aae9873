// Decides what becomes of a message before it goes: excluded pages, the stored id of consented mode, then the site's own word.
import type { ModuleOptions, Outgoing } from './api.ts'
import { storedVisitor } from './consented.ts'
import { isExcluded } from './exclusions.ts'
import type { Review } from './send.ts'

export const reviewOf = ({ exclude = [], consented, transform }: ModuleOptions): Review => {
  const withVisitor = (message: Outgoing): Outgoing =>
    consented && message.type === 'view' ? { ...message, storedVisitorId: storedVisitor() } : message
  return (message) => {
    if (isExcluded(message.url ?? location.href, exclude)) return null
    const ready = withVisitor(message)
    return transform ? transform(ready) : ready
  }
}
