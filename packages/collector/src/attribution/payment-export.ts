// All payments of a site as one long text: a table, or a list in JSON.
import type { PaymentRow } from '@farthing/contract'
import { csvHead, csvLines } from '../http/csv-lines.ts'

type Pages = AsyncIterable<PaymentRow[]>

const columns = [
  ...(['id', 'mode', 'status', 'paidAt', 'currency', 'gross', 'refunds', 'net', 'outside'] as const),
  ...(['fee', 'feeCurrency', 'description', 'evidence', 'grade', 'unattributed'] as const),
  ...(['sessionId', 'visitedAt', 'channel', 'source', 'medium', 'campaign', 'entryPage'] as const),
] as const

export type PaymentLine = Readonly<Record<(typeof columns)[number], string | number | null>>

export async function* asTable(pages: Pages): AsyncGenerator<string> {
  yield csvHead(columns)
  for await (const page of pages) yield csvLines(page.map(paymentLine), columns)
}

export async function* asJson(pages: Pages): AsyncGenerator<string> {
  let before = '{"payments":['
  for await (const page of pages) {
    yield before + page.map((row) => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield before === ',\n' ? ']}\n' : `${before}]}\n`
}

/** Times as a spreadsheet reads them. A payment that Stripe pays out in several currencies has no one fee. */
export function paymentLine({ attribution, fees, paidAt, ...row }: PaymentRow): PaymentLine {
  const [fee, ...others] = fees
  const isOne = fee && others.length === 0
  const known = attribution.kind === 'attributed' ? attribution : null
  return {
    ...row,
    fee: isOne ? fee.amount : null,
    feeCurrency: isOne ? fee.currency : null,
    paidAt: new Date(paidAt).toISOString(),
    evidence: known?.evidence ?? null,
    grade: known?.grade ?? null,
    unattributed: attribution.kind === 'unattributed' ? attribution.reason : null,
    sessionId: known?.touch.sessionId ?? null,
    visitedAt: known ? new Date(known.touch.at).toISOString() : null,
    channel: known?.touch.channel ?? null,
    source: known?.touch.source ?? null,
    medium: known?.touch.medium ?? null,
    campaign: known?.touch.campaign ?? null,
    entryPage: known?.touch.entryPage ?? null,
  }
}
