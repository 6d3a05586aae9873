// From the moments of a subscription to what happened to its monthly recurring revenue.
import type { MovementKind } from '@farthing/contract'
import type { Snapshot } from './fact.ts'

/** MRR before and after, in minor units. */
export interface Movement {
  kind: MovementKind
  at: number
  before: number
  after: number
}

/** `ended` may begin again; `none` has not begun. */
type Phase = 'none' | 'trial' | 'paying' | 'ended'

/** In this order within one second, in which Stripe may tell several. */
const statuses = ['incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'paused', 'unpaid', 'canceled']
const phases: Record<string, Phase> = {
  incomplete: 'none',
  incomplete_expired: 'none',
  trialing: 'trial',
  active: 'paying',
  // Late is still owed: it ends as unpaid or canceled, if it does.
  past_due: 'paying',
  paused: 'ended',
  unpaid: 'ended',
  canceled: 'ended',
}

/** The same moments in any order give the same movements. */
export function movementsOf(snapshots: Snapshot[]): Movement[] {
  let phase: Phase = 'none'
  let mrr = 0
  return told(snapshots).flatMap((moment): Movement[] => {
    const next = phases[moment.status] ?? phase
    // Not begun: says nothing, least of all of a subscription that has.
    if (next === 'none') return []
    const after = next === 'paying' ? moment.mrr : 0
    const kind = kindOf(phase, next, mrr, after)
    const before = mrr
    phase = next
    mrr = after
    return kind ? [{ kind, at: moment.at, before, after }] : []
  })
}

function kindOf(from: Phase, to: Phase, before: number, after: number): MovementKind | null {
  // A free period given to somebody who pays is a contraction to nothing, until it converts again.
  if (to === 'trial') return from === 'paying' ? 'contraction' : from === 'trial' ? null : 'trial_start'
  if (to === 'ended') return from === 'paying' ? 'churn' : null
  if (to !== 'paying') return null
  if (from === 'none') return 'new'
  if (from === 'trial') return 'trial_converted'
  if (from === 'ended') return 'reactivation'
  return after > before ? 'expansion' : after < before ? 'contraction' : null
}

const HOUR = 3_600_000

/** What events told, in order. What was read off the object later fills only the time before the first of them. */
function told(snapshots: Snapshot[]): Snapshot[] {
  const byEvent = snapshots.filter(({ derived }) => !derived)
  const first = Math.min(...byEvent.map(({ at }) => at))
  return [...byEvent, ...snapshots.filter(({ derived, at }) => derived && at < first - HOUR)].sort(
    (a, b) => a.at - b.at || statuses.indexOf(a.status) - statuses.indexOf(b.status) || a.mrr - b.mrr,
  )
}
