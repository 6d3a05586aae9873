// From what Stripe and the redirect say to clues: which ids may lead to a visit, and which names to a person.
import type { Fact, Reference } from '../ledger/fact.ts'
import type { Clue, ClueKey } from './evidence.ts'

/** An id that leads to a visit by itself. */
export interface CarriedClue extends Clue {
  /** When what carries it was made: the visit is not later. Null: not known. */
  carriedAt: number | null
}

/** By what the payer is known to the site. */
export interface Names {
  customIds: string[]
  emailHashes: string[]
}

const keys: Partial<Record<Reference['key'], ClueKey>> = {
  viewId: 'viewId',
  sessionId: 'sessionId',
  visitorId: 'visitorId',
}

export const cluesIn = (facts: Fact[]): CarriedClue[] =>
  facts.flatMap(({ references, createdAt }) =>
    references.flatMap(({ kind, key, value }) => {
      const clueKey = keys[key]
      return clueKey ? [{ kind, key: clueKey, value, carriedAt: createdAt }] : []
    }),
  )

const valuesOf = (facts: Fact[], wanted: Reference['key']): string[] => [
  ...new Set(
    facts.flatMap(({ references }) => references).flatMap(({ key, value }) => (key === wanted ? [value] : [])),
  ),
]

export const websiteIdsIn = (facts: Fact[]): string[] => valuesOf(facts, 'websiteId')

export const namesIn = (facts: Fact[]): Names => ({
  customIds: valuesOf(facts, 'customId'),
  emailHashes: valuesOf(facts, 'emailHash'),
})

/** A redirect that came back leads to the view that brought it. */
export const clueOfReturn = (viewId: string): CarriedClue => ({
  kind: 'redirect_return',
  key: 'viewId',
  value: viewId,
  carriedAt: null,
})
