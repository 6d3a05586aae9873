// The payments of which money came in during a range, each with the visits that led to it, oldest first.
import type { Db } from '../storage/schema.ts'
import { sumPayments } from './count-money.ts'
import type { Scope } from './scope.ts'

type Sums = Awaited<ReturnType<typeof sumPayments>>[number]
type Step = Awaited<ReturnType<typeof touchesUntil>>[number]

export interface PaidPayment extends Sums {
  touches: Step[]
}

export async function paidPayments(db: Db, scope: Scope): Promise<PaidPayment[]> {
  const payments = await sumPayments(db, scope)
  const touches = Map.groupBy(await touchesUntil(db, scope), ({ payment_id }) => payment_id)
  return payments.map((payment) => ({ ...payment, touches: touches.get(payment.id) ?? [] }))
}

/** Of all payments with credits in the range: those that the filters leave out are not asked for afterwards. */
const touchesUntil = (db: Db, { siteId, mode, from, to }: Scope) =>
  db
    .selectFrom('touch')
    .innerJoin(
      (of) =>
        of
          .selectFrom('credit')
          .select('payment_id')
          .distinct()
          .where('site_id', '=', siteId)
          .where('mode', '=', mode)
          .where('day', '>=', from)
          .where('day', '<=', to)
          .as('credited'),
      (join) => join.onRef('credited.payment_id', '=', 'touch.payment_id'),
    )
    .select(['touch.payment_id', 'touch.at', 'touch.channel', 'touch.click_kind', 'touch.click_id'])
    .where('touch.site_id', '=', siteId)
    .orderBy('touch.position', 'desc')
    .execute()
