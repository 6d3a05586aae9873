// The shapes of the ledger: a payment, and the signed entries that are its money.
import type { Mode, PaymentStatus } from '@farthing/contract'
import type { Fee } from './fact.ts'
import type { JoinGrade } from './soft-join.ts'

export interface Entry {
  /** Natural key: the same money is the same entry, whichever door it came by. */
  id: string
  kind: 'charge' | 'refund' | 'credit_note' | 'balance_applied' | 'dispute' | 'reversal'
  /** Minor units, signed. */
  amount: number
  currency: string
  at: number
}

/** What a payment was in the life of its customer. */
export type Purpose = 'one_off' | 'first' | 'renewal' | 'change'

/** A part of an entry, and what it was paid for. The lines of an entry add up to it. */
export interface EntryLine {
  product: string | null
  price: string | null
  description: string | null
  amount: number
}

export interface Payment {
  id: string
  mode: Mode
  status: PaymentStatus
  currency: string
  gross: number
  refunds: number
  net: number
  /** What was paid without Stripe: shown, never in a total. */
  outside: number
  paidAt: number
  description: string | null
  customer: string | null
  subscription: string | null
  purpose: Purpose
  /** How its objects were joined where no id joins them; `ambiguous`: several would fit, so they stay apart. */
  joined: JoinGrade | 'ambiguous' | null
  /** What Stripe kept, where the key may read it: one sum per payout currency. */
  fees: Fee[]
  entries: (Entry & { lines: EntryLine[] })[]
  /** Every Stripe id that means this payment. */
  aliases: string[]
}
