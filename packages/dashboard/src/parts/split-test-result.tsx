// What each side brought, as a table: its difference to the first side, and how sure that is.
import type { SplitTestReport, SplitTestRow } from '@farthing/contract'
import { formatCount, formatDays, formatShare } from '../format.ts'
import { formatMoney } from '../money.ts'
import { type Said, saidOfMoney, saidOfRate, shareOf } from '../split-tests.ts'
import { Sideways } from './sideways.tsx'

interface Parts {
  report: SplitTestReport
  currency: string
}

export function SplitTestResult({ report, currency }: Parts) {
  const { rows, test, range } = report
  if (rows.every(({ visitors }) => visitors === 0))
    return (
      <p className="empty-panel">Nobody has landed with a side of it yet. It begins with the next visit of the site.</p>
    )
  const [first] = rows
  const unconverted = rows.reduce((sum, row) => sum + row.reported.unconverted, 0)
  return (
    <>
      <Sideways label={`Sides of ${test.name}`}>
        <table className="cohorts sides">
          <caption className="unseen">{`What each side of ${test.name} brought, ${formatDays(range)}`}</caption>
          <thead>
            <tr>
              <th scope="col">Side</th>
              <th scope="col">Visitors</th>
              <th scope="col">Converted</th>
              <th scope="col">Rate</th>
              <th scope="col">Payments</th>
              <th scope="col">Net revenue</th>
              <th scope="col">By visitor</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Side key={row.name} row={row} share={shareOf(test, row.weight)} currency={currency} />
            ))}
          </tbody>
        </table>
      </Sideways>
      <p className="hint">
        Differences are to {first?.name ?? 'the first side'}, by visitors, with the money of their visits whenever it
        was paid; {formatDays(range)}. Decide beforehand how long a test runs: who stops at the first good number is
        often wrong.
      </p>
      {unconverted > 0 && (
        <p className="hint">{formatCount(unconverted)} entries without a rate are not in the revenue.</p>
      )}
    </>
  )
}

function Side({ row, share, currency }: { row: SplitTestRow; share: string; currency: string }) {
  const { conversionDifference: rate, revenueDifference: money, reported } = row
  return (
    <tr>
      <th scope="row">
        {row.name}
        <small>{share}</small>
      </th>
      <td>
        {formatCount(row.visitors)}
        <small>{formatCount(row.visits)} visits</small>
      </td>
      <td>{formatCount(row.conversions)}</td>
      <td>
        {formatShare(row.conversion)}
        {rate && <Difference said={saidOfRate(rate)} />}
      </td>
      <td>{formatCount(row.payments)}</td>
      <td>
        {formatMoney(reported.net, currency)}
        {reported.refunds !== 0 && <small>{formatMoney(reported.gross, currency)} gross</small>}
      </td>
      <td>
        {reported.perVisitor === null ? '–' : formatMoney(Math.round(reported.perVisitor), currency)}
        {money && <Difference said={saidOfMoney(money, currency)} />}
      </td>
    </tr>
  )
}

function Difference({ said }: { said: Said }) {
  return (
    <>
      <strong className={`difference ${said.tone}`}>{said.value}</strong>
      <small>{said.more}</small>
    </>
  )
}
