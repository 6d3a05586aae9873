// The ledger of a list of events, without a database: what the pure middle says, for tables and properties.
import { customerGroups } from '../../ledger/component.ts'
import type { Payment } from '../../ledger/entry.ts'
import { type Fact, merge } from '../../ledger/fact.ts'
import { projectAll } from '../../ledger/project.ts'
import { normalise } from '../normalise/index.ts'
import { redact } from '../redact.ts'
import { nobody } from './nobody.ts'

/** An event, or an object that was fetched. */
export interface Told {
  type: string | null
  at: number
  object: object
}

const NOW = 1_790_000_000

/** Seconds after the test's beginning. */
export const at = (seconds: number): number => NOW + seconds

export const tell = (type: string, object: object, seconds = 10): Told => ({ type, at: at(seconds), object })

export function ledgerOf(told: Told[]): Payment[] {
  const facts = new Map<string, Fact>()
  for (const { type, at: time, object } of told) {
    const seen = {
      mode: 'test',
      via: 'environment',
      door: 'webhook',
      eventAt: type ? time * 1000 : null,
      eventType: type,
    } as const
    for (const fact of normalise(redact(object, nobody), seen))
      facts.set(fact.id, merge(facts.get(fact.id) ?? fact, fact))
  }
  return customerGroups([...facts.values()])
    .flatMap(projectAll)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** `[id, net]` of each payment: most expectations are about these. */
export const nets = (told: Told[]): [string, number][] => ledgerOf(told).map(({ id, net }) => [id, net])

export const total = (told: Told[]): number => ledgerOf(told).reduce((sum, { net }) => sum + net, 0)
