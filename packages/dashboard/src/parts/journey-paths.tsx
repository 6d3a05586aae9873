// The channels by which payers came, one after the other, and what each way brought.
import type { JourneysReport } from '@farthing/contract'
import { formatCount } from '../format.ts'
import { RowMoney } from './row-money.tsx'

interface JourneyPathsProps {
  rows: JourneysReport['rows']
  currency: string
}

export function JourneyPaths({ rows, currency }: JourneyPathsProps) {
  const most = Math.max(1, ...rows.map((row) => row.payments))
  return (
    <table className="rows money-rows journeys">
      <caption className="unseen">Ways to the payment</caption>
      <thead>
        <tr>
          <th scope="col">Way</th>
          <th scope="col">Payments</th>
          <th scope="col">Revenue</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.path.join(' → ')}>
            <th scope="row">
              <span className="row-bar" style={{ width: `${(row.payments / most) * 100}%` }} />
              <Way path={row.path} />
            </th>
            <td>{formatCount(row.payments)}</td>
            <td className="row-money">
              <RowMoney revenue={row.revenue} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Way({ path }: { path: string[] }) {
  if (path.length === 0) return <span className="row-name nameless">No visit known</span>
  return (
    <ol className="journey">
      {path.map((channel, index) => (
        <li key={`${index} ${channel}`}>{channel}</li>
      ))}
    </ol>
  )
}
