// A credit note in each era: one `refund` until basil, then `refunds[]`, then also how much came before and after payment. Pure.
import type Stripe from 'stripe'
import { type CreditNote, idOf, type Wire } from '../world/model.ts'
import { subList } from './list.ts'
import { oldTaxes } from './old-taxes.ts'
import { eraOf, isBefore, type Version } from './version.ts'

type Body = Omit<Wire<Stripe.CreditNote>, 'lines' | 'refunds'>

export function renderCreditNote(record: CreditNote, version: Version): Record<string, unknown> {
  const { own, ...stored } = record
  const body: Body = stored
  const lines = subList(own.lines, `/v1/credit_notes/${record.id}/lines`)
  if (eraOf(version) !== 'E2') return { ...beforeBasil(record, body), lines }
  const refunds = isBefore(version, '2025-09-30') ? own.refunds.map(untyped) : own.refunds
  if (!isBefore(version, '2025-05-28')) return { ...body, lines, refunds }
  return { ...withoutParts(record, body), lines, refunds }
}

const untyped = ({ amount_refunded, refund }: CreditNote['own']['refunds'][number]) => ({ amount_refunded, refund })

/** Without a `mixed` type, a note of a paid part counted as one after payment. */
function withoutParts(record: CreditNote, body: Body) {
  const { pre_payment_amount: _later, post_payment_amount: _laterToo, ...rest } = body
  return { ...rest, type: record.type === 'mixed' ? 'post_payment' : record.type }
}

function beforeBasil(record: CreditNote, body: Body) {
  const { total_taxes, ...rest } = withoutParts(record, body)
  return { ...rest, refund: idOf(record.own.refunds[0]?.refund), tax_amounts: oldTaxes(total_taxes ?? []) }
}
