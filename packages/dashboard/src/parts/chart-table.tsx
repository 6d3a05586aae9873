// The chart as a table, for those who read numbers rather than lines.
import type { ChartProps } from './chart.tsx'

export function ChartTable({ title, look, points, formatValue, formatMoney }: ChartProps) {
  const compared = points.some((point) => point.before !== null)
  return (
    <details className="chart-table">
      <summary>Show as table</summary>
      <div className="chart-table-scroll">
        <table>
          <caption className="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Days</th>
              <th scope="col">{title.replace(/ by .*$/, '')}</th>
              {compared && <th scope="col">Compared</th>}
              {look === 'traffic' && <th scope="col">Revenue</th>}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.key}>
                <th scope="row">{point.long}</th>
                <td>{formatValue(point.value)}</td>
                {compared && <td>{formatValue(point.before?.value ?? null)}</td>}
                {look === 'traffic' && <td>{formatMoney(point.money)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
