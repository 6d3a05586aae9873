// What went back, and what was taken back: refunds, disputes, credit and failed money, each by itself and summed by its kind.
import type { WentBackReport } from '@farthing/contract'
import { countRows, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { paymentIsCredited } from './count-money.ts'
import { cameIn, dayOfEntry } from './entry-day.ts'
import type { Whole } from './page.ts'
import { rangeOf, type Scope } from './scope.ts'

type Kind = WentBackReport['totals'][number]['kind']

export async function wentBack(db: Db, scope: Scope): Promise<Whole<WentBackReport>> {
  const totals = await wentBackIn(db, scope)
    .select(['entry.kind', 'entry.currency', countRows.as('count'), sumOf('entry.amount').as('amount')])
    .groupBy(['entry.kind', 'entry.currency'])
    .orderBy('entry.kind')
    .orderBy('entry.currency')
    .execute()
  const rows = await wentBackIn(db, scope)
    .leftJoin('touch', (join) => join.onRef('touch.payment_id', '=', 'entry.payment_id').on('touch.position', '=', 0))
    .select(['entry.id', 'entry.kind', 'entry.currency', 'entry.amount', 'entry.at'])
    .select(['payment.stripe_id as payment', 'payment.paid_at as paidAt', 'touch.channel'])
    .orderBy('entry.at', 'desc')
    .orderBy('entry.id')
    .execute()
  return {
    range: rangeOf(scope),
    totals: totals.map((row) => ({ ...row, kind: row.kind as Kind })),
    rows: rows.map((row) => ({ ...row, kind: row.kind as Kind })),
  }
}

function wentBackIn(db: Db, scope: Scope) {
  const all = db
    .selectFrom('entry')
    .innerJoin('payment', 'payment.id', 'entry.payment_id')
    .where('entry.site_id', '=', scope.siteId)
    .where('entry.mode', '=', scope.mode)
    .where((where) => where.not(cameIn))
    .where(dayOfEntry(scope.refunds), '>=', scope.from)
    .where(dayOfEntry(scope.refunds), '<=', scope.to)
  return scope.filters.length === 0 ? all : all.where(paymentIsCredited(db, scope))
}
