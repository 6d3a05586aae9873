// The ledger of one payment, line by line: what went back is negative, and what it was paid for is named.
import type { PaymentDetail, PaymentEntry, Site } from '@farthing/contract'
import { formatMoment } from '../format.ts'
import { formatMoney } from '../money.ts'
import { paymentEntries } from '../screen-tables.ts'
import { entryNames } from '../words.ts'
import { ScreenCard } from './screen-card.tsx'

export function PaymentMoney({ site, detail }: { site: Site; detail: PaymentDetail }) {
  const { payment, entries } = detail
  return (
    <ScreenCard site={site} title="Money" file={`money-${payment.id}`} write={() => paymentEntries(detail)}>
      {entries.length === 0 ? (
        <p>No money has moved yet.</p>
      ) : (
        <table className="ledger-lines">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Amount</th>
            </tr>
          </thead>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} reporting={detail.reportingCurrency} timeZone={site.timeZone} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">Net</th>
              <td>{formatMoney(payment.net, payment.currency)}</td>
            </tr>
            {payment.fees.map(({ currency, amount }) => (
              <tr key={currency}>
                <th scope="row">Stripe’s fee, not taken off</th>
                <td>
                  {formatMoney(amount, currency)}
                  {currency !== detail.reportingCurrency && <FeeReported of={detail} />}
                </td>
              </tr>
            ))}
          </tfoot>
        </table>
      )}
    </ScreenCard>
  )
}

/** Of several payouts' fees in one sum. */
function FeeReported({ of: { payment, feesReported } }: { of: PaymentDetail }) {
  if (feesReported === null) return <small>No rate is known yet</small>
  const { amount, currency } = feesReported
  return <small>{`${formatMoney(amount, currency)}${payment.fees.length > 1 ? ' in all' : ''}`}</small>
}

interface EntryProps {
  entry: PaymentEntry
  reporting: string
  timeZone: string
}

function Entry({ entry, reporting, timeZone }: EntryProps) {
  const { kind, amount, currency, at, reported, lines } = entry
  const converted = reported !== null && reported.currency !== currency
  return (
    <tbody>
      <tr>
        <th scope="row">
          {entryNames[kind]}
          <small>{formatMoment(at, timeZone)}</small>
        </th>
        <td className={amount < 0 ? 'negative' : undefined}>
          {formatMoney(amount, currency)}
          {converted && <small>{formatMoney(reported.amount, reported.currency)}</small>}
          {reported === null && currency !== reporting && <small>No rate is known yet</small>}
        </td>
      </tr>
      {lines.map((line, index) => (
        <tr key={index} className="line">
          <th scope="row">{line.description ?? line.product ?? 'Not itemised'}</th>
          <td className={line.amount < 0 ? 'negative' : undefined}>{formatMoney(line.amount, currency)}</td>
        </tr>
      ))}
    </tbody>
  )
}
