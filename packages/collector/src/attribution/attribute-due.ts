// Attributes again what late evidence, another look-back or new rates concern: a few payments at a time, so that nobody waits for it.
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { attribute } from './attribute.ts'
import { type Due, dropDue, holdDue, moveDue, paymentsOfSite, someDue } from './due-store.ts'

const AT_ONCE = 8

/** Resolves when the list is empty. Answers how many payments were looked at. */
export async function attributeDue(storage: Storage, clock: () => number): Promise<number> {
  let done = 0
  for (;;) {
    const due = await someDue(storage.read, AT_ONCE)
    const [first] = due
    if (!first) return done
    const payments = due.filter((one) => !isSite(one)).map(({ subject }) => subject)
    done += await storage.write((trx) =>
      isSite(first) ? stepOfSite(trx, first.subject, clock()) : stepOfPayments(trx, payments, clock()),
    )
  }
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
