// Attributes again what late evidence, another look-back or new rates concern: a few payments at a time, so that nobody waits for it.
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { attribute } from './attribute.ts'
import { type Due, dropDue, holdDue, lateIn, moveDue, noteDue, paymentsOfSite, someDue, takeDue } from './due-store.ts'
import { paymentsConcernedBy } from './late-evidence.ts'

const AT_ONCE = 8
/** Each takes a few milliseconds. */
const LATE_AT_ONCE = 4

/** Resolves when the list is empty. Answers how many payments were looked at. */
export async function attributeDue(storage: Storage, clock: () => number): Promise<number> {
  let done = 0
  for (;;) {
    const due = await someDue(storage.read, AT_ONCE)
    const [first] = due
    if (!first) return done
    await storage.write(viewsUntilNow)
    done += await storage.write((trx) => step(trx, first, due, clock()))
  }
}

/** Whoever was recording views when the list was read has finished: none of them is missed by both sides. */
const viewsUntilNow = (trx: Db): Promise<void> => takeTurn(trx, 'views')

/** One of the kinds at a time: the kind of the first. */
function step(trx: Db, first: Due, due: readonly Due[], now: number): Promise<number> {
  if (isSite(first)) return stepOfSite(trx, first.subject, now)
  if (lateIn(first)) return stepOfLate(trx, due.filter(lateIn).slice(0, LATE_AT_ONCE))
  const payments = due.filter((one) => !isSite(one) && !lateIn(one))
  return stepOfPayments(
    trx,
    payments.map(({ subject }) => subject),
    now,
  )
}

/** Puts the payments that it concerns on the list. In the ledger's turn, so that no payment is just being made unseen. */
async function stepOfLate(trx: Db, due: readonly Due[]): Promise<number> {
  await takeTurn(trx, 'ledger')
  for (const one of due) {
    // Off the list, and read as it is by now: somebody may have joined two persons since the list was read.
    const taken = await takeDue(trx, one.subject)
    const late = taken && lateIn(taken)
    if (late) await noteDue(trx, await paymentsConcernedBy(trx, late))
  }
  return 0
}

/** A payment's id names its account before a colon. */
const isSite = ({ subject }: Due): boolean => /^site_[^:]+$/.test(subject)

/** Off the list first: what is noted from now on waits for this transaction, and is not lost with the row. */
async function stepOfPayments(trx: Db, paymentIds: string[], now: number): Promise<number> {
  await takeTurn(trx, 'ledger')
  await dropDue(trx, paymentIds)
  await attribute(trx, paymentIds, now)
  return paymentIds.length
}

async function stepOfSite(trx: Db, siteId: string, now: number): Promise<number> {
  await takeTurn(trx, 'ledger')
  const due = await holdDue(trx, siteId)
  if (!due) return 0
  const payments = await paymentsOfSite(trx, siteId, due.after, AT_ONCE)
  await attribute(trx, payments, now)
  const last = payments.at(-1)
  if (last === undefined || payments.length < AT_ONCE) await dropDue(trx, [siteId])
  else await moveDue(trx, { subject: siteId, after: last })
  return payments.length
}
