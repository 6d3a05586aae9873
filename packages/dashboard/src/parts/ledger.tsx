// The figures and the chart of the chosen one, on one sheet, with the compared days behind it.
import type { Interval, OverviewReport } from '@farthing/contract'
import { formatFigure, formatPointLong, formatPointShort, formatTick, isMoney, unitOf } from '../format.ts'
import { figureNames, intervalNames, moneyNames } from '../report-words.ts'
import { chooseInterval, figureOf, intervalsFor, moneyOf, type Point, pointsOf } from '../series.ts'
import { Chart } from './chart.tsx'
import type { ChartPoint } from './chart-drawing.tsx'
import { ExportMenu } from './export-menu.tsx'
import { StatsBar } from './stats-bar.tsx'
import { useNow } from './use-now.ts'
import type { Shown, View } from './use-view.ts'

interface LedgerProps extends Shown {
  report: OverviewReport
  dimmed: boolean
}

export function Ledger(props: LedgerProps) {
  const { site, view, currency, figure, report, dimmed } = props
  const { money } = view.state
  const interval = chooseInterval(view.state.interval, view.scope)
  const points = useChartPoints(props, interval)
  // Half a day against a whole one would look like a bad day every morning.
  const onlyToday = view.scope.from === view.today
  const name = figure === 'revenue' ? moneyNames[money] : figureNames[figure]
  return (
    <section className={dimmed ? 'card ledger dimmed' : 'card ledger'} aria-label="Figures" aria-busy={dimmed}>
      <StatsBar
        report={report}
        before={onlyToday ? undefined : report.compared?.totals}
        currency={currency}
        figure={figure}
        money={money}
        choose={(chosen) => view.change({ figure: chosen })}
        chooseMoney={(chosen) => view.change({ money: chosen, figure: 'revenue' })}
      />
      <div className="chart-tools">
        <IntervalSwitch view={view} interval={interval} />
        <ExportMenu
          site={site}
          title={name}
          table={{ from: 'collector', report: 'overview', asked: { ...view.asked, interval } }}
        />
      </div>
      <Chart
        title={`${name} by ${interval}`}
        look={isMoney(figure) ? 'money' : 'traffic'}
        points={points}
        unit={unitOf(figure, currency)}
        formatValue={(value) => formatFigure(figure, value, currency)}
        formatTick={(value) => formatTick(figure, value, currency)}
        formatMoney={(value) => formatFigure('revenue', value, currency)}
      />
    </section>
  )
}

function useChartPoints({ report, view, currency, figure }: LedgerProps, interval: Interval): ChartPoint[] {
  const now = useNow()
  const { money } = view.state
  const { range, series, compared } = report
  // An amount that the reader may not see is no point of a chart.
  const at = (points: Point[]) =>
    points.map((point) => {
      const value = figureOf(point.figures, figure, currency, money)
      return Number.isNaN(value) ? null : value
    })
  const points = pointsOf(series, interval, range, now, view.today)
  const before = compared ? pointsOf(compared.series, interval, compared.range, now, view.today) : []
  const values = at(points)
  const valuesBefore = at(before)
  return points.map((point, index) => {
    const other = before[index]
    return {
      key: point.start,
      short: formatPointShort(point, interval),
      long: formatPointLong(point, interval),
      value: point.time === 'ahead' ? null : (values[index] ?? null),
      running: point.time === 'running',
      money: moneyOf(point.figures, currency, money) || 0,
      extra: isMoney(figure) ? `${formatFigure('visitors', point.figures.visitors, currency)} visitors` : null,
      before: other ? { long: formatPointLong(other, interval), value: valuesBefore[index] ?? null } : null,
    }
  })
}

function IntervalSwitch({ view, interval }: { view: View; interval: Interval }) {
  const fitting = intervalsFor(view.scope)
  if (fitting.length < 2) return null
  return (
    <label className="quiet-select">
      <span className="unseen">Each point is</span>
      <select
        value={interval}
        onChange={({ target }) => view.change({ interval: fitting.find((one) => one === target.value) ?? null })}
      >
        {fitting.map((one) => (
          <option key={one} value={one}>
            {intervalNames[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
