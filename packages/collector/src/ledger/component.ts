// Which facts are one payment: connected components over the id links (STRIPE.md 1.3).
import type { Fact } from './fact.ts'

/** Groups facts that are linked, also through an object of which only the id is known. */
export function components(facts: Fact[]): Fact[][] {
  const parent = new Map<string, string>()
  const rootOf = (id: string): string => {
    const next = parent.get(id) ?? id
    if (next === id) return id
    const root = rootOf(next)
    parent.set(id, root)
    return root
  }
  for (const fact of facts) for (const link of fact.links) parent.set(rootOf(link), rootOf(fact.id))

  const groups = new Map<string, Fact[]>()
  for (const fact of [...facts].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const root = rootOf(fact.id)
    groups.set(root, [...(groups.get(root) ?? []), fact])
  }
  return [...groups.values()]
}

/** Every id of a component: its facts, and the objects that are known by name only. */
export const idsOf = (facts: Fact[]): string[] => [...new Set(facts.flatMap((fact) => [fact.id, ...fact.links]))].sort()

/**
 * One group per customer; what names no customer goes with the objects it is linked to, else by itself. Objects of one
 * component that name several customers are one group: ids are stronger than names.
 */
export function customerGroups(facts: Fact[]): Fact[][] {
  const bound = facts.map((fact) =>
    fact.customer === null ? fact : { ...fact, links: [...fact.links, fact.customer] },
  )
  const original = new Map(facts.map((fact) => [fact.id, fact]))
  return components(bound).map((group) => group.flatMap(({ id }) => original.get(id) ?? []))
}
