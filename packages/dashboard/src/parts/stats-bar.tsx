// The five figures. Each is a button: the chosen one is drawn.
import type { Figures, OverviewReport } from '@farthing/contract'
import { formatChange, formatFigure } from '../format.ts'
import { formatMoney } from '../money.ts'
import { change, figureOf, otherRevenue, revenueIn } from '../series.ts'
import { type Figure, figures } from '../url-state.ts'
import { figureNames } from '../words.ts'

interface StatsBarProps {
  report: OverviewReport
  before: Figures | undefined
  currency: string
  figure: Figure
  choose: (figure: Figure) => void
}

export function StatsBar({ report, before, currency, figure, choose }: StatsBarProps) {
  return (
    <div className="stats">
      {figures.map((one) => {
        const value = figureOf(report.totals, one, currency)
        return (
          <button
            key={one}
            type="button"
            className={one === 'revenue' ? 'stat stat-money' : 'stat'}
            aria-pressed={one === figure}
            onClick={() => choose(one)}
          >
            <span className="stat-name">{figureNames[one]}</span>
            <span className="stat-value">{formatFigure(one, value, currency)}</span>
            <Change now={value} before={before === undefined ? null : figureOf(before, one, currency)} />
            {one === 'revenue' && <RevenueNotes report={report} currency={currency} />}
          </button>
        )
      })}
    </div>
  )
}

function Change({ now, before }: { now: number | null; before: number | null }) {
  const by = change(now, before)
  const tone = by === null || Math.abs(by) < 0.0005 ? '' : by > 0 ? 'up' : 'down'
  if (by === null) return <span className="stat-change">&nbsp;</span>
  return (
    <span className={`stat-change ${tone}`}>
      {formatChange(by)}
      <span className="unseen"> against the days before</span>
    </span>
  )
}

/** Gross, refunds and net are three numbers; other currencies stand apart and are never added. */
function RevenueNotes({ report, currency }: { report: OverviewReport; currency: string }) {
  const { gross, refunds } = revenueIn(report.totals.revenue, currency)
  const others = otherRevenue(report.totals.revenue, currency)
  return (
    <span className="stat-notes">
      <span>{formatMoney(gross, currency)} gross</span>
      <span>{formatMoney(refunds, currency)} refunds</span>
      {others.map((one) => (
        <span key={one.currency}>and {formatMoney(one.net, one.currency)} net</span>
      ))}
      {report.pending > 0 && <span className="pill pending">{report.pending} waiting for Stripe</span>}
    </span>
  )
}
