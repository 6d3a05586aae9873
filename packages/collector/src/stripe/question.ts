// Payments of which one half is missing or only guessed, or what was bought is not told, are asked about at Stripe, each a few times at most (STRIPE.md 1.3, 5b).
import type { Db } from '../storage/schema.ts'
import { countOpenQuestions, type Half, halves, insertQuestions } from './question-store.ts'

/** The other half is mostly on its way: webhooks of one payment come within seconds. */
const PATIENCE_MS = 10_000
/** More than this waiting is history being read, which brings the other halves by itself. */
const MOST_OPEN = 2_000

export interface Settled {
  account: string
  payments: string[]
  /** Told by events: of history the other half comes with the next lists. */
  live: boolean
  now: number
}

/** Runs in the transaction that settles, so that no question is lost. */
export async function noteQuestions(trx: Db, { account, payments, live, now }: Settled): Promise<void> {
  if (payments.length === 0) return
  const open = (await halves(trx, payments)).filter(isOpen(live))
  if (open.length === 0 || (await countOpenQuestions(trx, MOST_OPEN)) >= MOST_OPEN) return
  const ids = open.map(({ id }) => id)
  await insertQuestions(trx, account, ids, now + PATIENCE_MS)
}

const isOpen =
  (live: boolean) =>
  ({ isGuessed, isHalf, isUnitemised }: Half): boolean =>
    isGuessed || (live && (isHalf || isUnitemised))
