// From what Stripe and the redirect say to clues: which ids may lead to a visit.
import type { Fact, Reference } from '../ledger/fact.ts'
import type { Clue, ClueKey } from './evidence.ts'

const keys: Partial<Record<Reference['key'], ClueKey>> = {
  viewId: 'viewId',
  sessionId: 'sessionId',
  visitorId: 'visitorId',
}

export const cluesIn = (facts: Fact[]): Clue[] =>
  facts
    .flatMap((fact) => fact.references)
    .flatMap(({ kind, key, value }) => {
      const clueKey = keys[key]
      return clueKey ? [{ kind, key: clueKey, value }] : []
    })

export const websiteIdsIn = (facts: Fact[]): string[] =>
  facts.flatMap((fact) => fact.references).flatMap(({ key, value }) => (key === 'websiteId' ? [value] : []))

/** A redirect that came back leads to the view that brought it. */
export const clueOfReturn = (viewId: string): Clue => ({ kind: 'redirect_return', key: 'viewId', value: viewId })
