// What a notice says, as it is kept until it is told; and without amounts, for ways that hide them.
import type { Mode } from '@farthing/contract'

/** Minor units. */
interface Money {
  amount: number
  currency: string
}

interface Part {
  name: string
  visitors: number
  net: Money | null
}

export interface Summary {
  kind: 'daily' | 'weekly'
  from: string
  to: string
  mode: Mode
  visitors: number
  payments: number
  net: Money | null
  /** Of as many days before. */
  before: { visitors: number; payments: number; net: Money | null }
  channels: Part[]
}

export type Said =
  | Summary
  | { kind: 'first_payment'; campaign: string; source: string | null; mode: Mode; paid: Money | null }
  | { kind: 'silent'; lastAt: number; usualMs: number }
  | { kind: 'webhook_failing'; reason: string; count: number; lastAt: number }

export function withoutMoney(said: Said): Said {
  if (said.kind === 'first_payment') return { ...said, paid: null }
  if (said.kind !== 'daily' && said.kind !== 'weekly') return said
  const channels = said.channels.map((one) => ({ ...one, net: null }))
  return { ...said, net: null, before: { ...said.before, net: null }, channels }
}
