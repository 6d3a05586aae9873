// Months down, months since across; the more a cohort paid in a month, the warmer its cell.
import type { CohortLine } from '../cohorts.ts'
import { formatCount, formatMonth } from '../format.ts'
import { formatMoney } from '../money.ts'
import { Sideways } from './sideways.tsx'

export function CohortTable({ lines, currency }: { lines: CohortLine[]; currency: string }) {
  const width = Math.max(0, ...lines.map((line) => line.cells.length))
  const most = Math.max(1, ...lines.flatMap((line) => line.cells.map((cell) => cell.net || 0)))
  return (
    <Sideways label="Cohorts">
      <table className="cohorts">
        <caption className="unseen">Net revenue by months since the first known visit</caption>
        <thead>
          <tr>
            <th scope="col">First visit</th>
            <th scope="col">Customers</th>
            {Array.from({ length: width }, (_, after) => (
              <th key={`after ${String(after)}`} scope="col">
                {after === 0 ? 'Same month' : `+ ${formatCount(after)}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.month}>
              <th scope="row">{line.month === null ? 'Not known' : formatMonth(line.month)}</th>
              <td>{Number.isNaN(line.customers) ? 'Hidden' : formatCount(line.customers)}</td>
              {line.cells.map((cell, after) => (
                <Cell key={`after ${String(after)}`} {...cell} heat={(cell.net || 0) / most} currency={currency} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  )
}

interface CellProps {
  customers: number
  net: number
  heat: number
  currency: string
}

function Cell({ customers, net, heat, currency }: CellProps) {
  if (customers === 0 && net === 0) return <td className="heat">–</td>
  return (
    <td className="heat">
      <i style={{ opacity: Math.max(0, heat) }} />
      {formatMoney(net, currency)}
      <small>{Number.isNaN(customers) ? '' : `${formatCount(customers)} paid`}</small>
    </td>
  )
}
