// Everything a site ever earned, for `farthing report totals`: per currency, and how many payments no visit is known for.
import type { Mode } from '@farthing/contract'
import { sql } from 'kysely'
import { countDistinct } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'

/** Minor units. `net` is the sum of the four before it. */
interface CurrencyTotals {
  payments: number
  gross: number
  /** ≤ 0, with payments that failed after they had succeeded. */
  refunds: number
  /** ≤ 0 */
  disputes: number
  /** ≤ 0: credit notes to the customer's balance. */
  credits: number
  net: number
}

export interface Totals {
  currencies: Record<string, CurrencyTotals>
  unattributed: number
}

export async function totals(db: Db, siteId: string, mode: Mode): Promise<Totals> {
  const currencies: Totals['currencies'] = {}
  const of = (currency: string): CurrencyTotals => {
    const known = currencies[currency] ?? { payments: 0, gross: 0, refunds: 0, disputes: 0, credits: 0, net: 0 }
    currencies[currency] = known
    return known
  }
  let unattributed = 0
  for (const row of await paymentsOf(db, siteId, mode)) {
    of(row.currency).payments = row.payments
    unattributed += row.payments - row.attributed
  }
  for (const { currency, ...sums } of await sumsOf(db, siteId, mode)) Object.assign(of(currency), sums)
  return { currencies, unattributed }
}

const paymentsOf = (db: Db, siteId: string, mode: Mode) =>
  db
    .selectFrom('payment')
    .leftJoin('touch', 'touch.payment_id', 'payment.id')
    .select([
      'payment.currency',
      countDistinct('payment.id').as('payments'),
      countDistinct('touch.payment_id').as('attributed'),
    ])
    .where('payment.site_id', '=', siteId)
    .where('payment.mode', '=', mode)
    .where('payment.status', 'not in', ['pending', 'failed'])
    .groupBy('payment.currency')
    .orderBy('payment.currency')
    .execute()

const sumsOf = (db: Db, siteId: string, mode: Mode) =>
  db
    .selectFrom('entry')
    .select([
      'currency',
      sumOfKinds('charge', 'balance_applied').as('gross'),
      sumOfKinds('refund', 'reversal').as('refunds'),
      sumOfKinds('dispute').as('disputes'),
      sumOfKinds('credit_note').as('credits'),
      sumOfKinds('charge', 'balance_applied', 'refund', 'reversal', 'dispute', 'credit_note').as('net'),
    ])
    .where('site_id', '=', siteId)
    .where('mode', '=', mode)
    .groupBy('currency')
    .orderBy('currency')
    .execute()

const sumOfKinds = (...kinds: string[]) =>
  sql<number>`cast(sum(case when kind in (${sql.join(kinds)}) then amount else 0 end) as bigint)`
