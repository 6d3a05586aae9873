// What became of visits in one transaction: each as it was before and as it is after, however often it changed in between.
import type { StoredVisit } from './store.ts'

/** No `before`: it is new. No `after`: it became part of another one. */
export interface VisitChange {
  before: StoredVisit | null
  after: StoredVisit | null
}

export interface VisitChanges {
  note(id: string, change: VisitChange): void
  all(): VisitChange[]
}

export function visitChanges(): VisitChanges {
  const byId = new Map<string, VisitChange>()
  return {
    note: (id, { before, after }) => {
      const earlier = byId.get(id)
      byId.set(id, { before: earlier ? earlier.before : before, after })
    },
    all: () => [...byId.values()].filter(({ before, after }) => before !== null || after !== null),
  }
}
