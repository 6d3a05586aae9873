// All payments of a site as one long text: a table, or a list in JSON.
import type { PaymentRow } from '@farthing/contract'
import { csvHead, csvLines } from '../http/csv-lines.ts'

type Pages = AsyncIterable<PaymentRow[]>

const columns = [
  ...['id', 'mode', 'status', 'paidAt', 'currency', 'gross', 'refunds', 'net', 'outside', 'fee', 'feeCurrency'],
  ...['description', 'evidence', 'grade', 'unattributed', 'sessionId', 'visitedAt', 'channel', 'source', 'medium'],
  ...['campaign', 'entryPage'],
]

export async function* asTable(pages: Pages): AsyncGenerator<string> {
  yield csvHead(columns)
  for await (const page of pages) yield csvLines(page.map(toLine), columns)
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
function toLine({ attribution, fees, paidAt, ...row }: PaymentRow): object {
  const [fee, ...others] = fees
  const isOne = fee && others.length === 0
  const money = { fee: isOne ? fee.amount : null, feeCurrency: isOne ? fee.currency : null }
  const line = { ...row, ...money, paidAt: new Date(paidAt).toISOString() }
  if (attribution.kind === 'unattributed') return { ...line, unattributed: attribution.reason }
  const { at, ...touch } = attribution.touch
  return {
    ...line,
    ...touch,
    visitedAt: new Date(at).toISOString(),
    evidence: attribution.evidence,
    grade: attribution.grade,
  }
}
