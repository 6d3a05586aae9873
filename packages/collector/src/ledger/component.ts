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
