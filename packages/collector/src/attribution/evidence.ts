// Which clue wins: every clue found is kept, the best one by a fixed order is the attribution (DESIGN.md "Attribution").
import type { EvidenceKind, UnattributedReason } from '@farthing/contract'

/** Best first. The grade is the rank of the kind's family. */
const order: [EvidenceKind, number][] = [
  ['checkout_metadata', 1],
  ['client_reference_id', 1],
  ['payment_intent_metadata', 1],
  ['subscription_metadata', 1],
  ['invoice_metadata', 1],
  ['server_api', 1],
  ['subscription_first_bind', 2],
  ['customer_metadata', 3],
  ['customer_connected', 3],
  ['redirect_return', 4],
  ['same_customer', 5],
  ['email_match', 6],
]

/** A view is one moment of one visit; a visit id is as sure; a visitor had perhaps several visits that day; a person many. */
const keyOrder = ['viewId', 'sessionId', 'visitorId', 'customId', 'payment', 'emailHash'] as const
export type ClueKey = (typeof keyOrder)[number]

export interface Clue {
  kind: EvidenceKind
  key: ClueKey
  value: string
}

/** Why a clue leads to no visit. */
type Missing = 'unknown' | 'expired' | 'several'

/** A clue, and the visit it leads to; null when it leads nowhere, and then why. */
export interface Found<Visit> extends Clue {
  visit: Visit | null
  missing?: Missing
}

/** 0 is the best. */
export const rankOfKind = (kind: string): number => {
  const rank = order.findIndex(([name]) => name === kind)
  return rank < 0 ? order.length : rank
}

export const gradeOf = (kind: EvidenceKind): number => order.find(([name]) => name === kind)?.[1] ?? order.length

export type Choice<Visit> =
  | { kind: 'attributed'; evidence: EvidenceKind; grade: number; value: string; visit: Visit }
  | { kind: 'unattributed'; reason: UnattributedReason }

/** The same clues in any order give the same choice. */
export function choose<Visit>(found: Found<Visit>[]): Choice<Visit> {
  const [best] = found.filter((clue) => clue.visit !== null).sort((a, b) => compare(rankOf(a), rankOf(b)))
  if (best?.visit)
    return {
      kind: 'attributed',
      evidence: best.kind,
      grade: gradeOf(best.kind),
      value: best.value,
      visit: best.visit,
    }
  return { kind: 'unattributed', reason: reasonOf(found) }
}

/** Nearly every payment carries an email: one that nobody is known by is no id that somebody put there. */
function reasonOf(found: Found<unknown>[]): UnattributedReason {
  if (found.some(({ missing }) => missing === 'several')) return 'several_candidates'
  if (found.some(({ missing }) => missing === 'expired')) return 'visit_expired'
  return found.some(({ kind }) => kind !== 'email_match') ? 'id_unknown' : 'no_id_on_payment'
}

const rankOf = (clue: Clue): [number, number, string] => [rankOfKind(clue.kind), keyOrder.indexOf(clue.key), clue.value]

const compare = (a: [number, number, string], b: [number, number, string]): number =>
  a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0)
