// The figures. Each is a button: the chosen one is drawn. Which money "revenue" is, is chosen in its own place.
import type { Figures, OverviewReport } from '@farthing/contract'
import { formatChange, formatFigure } from '../format.ts'
import { figureNames } from '../report-words.ts'
import { change, figureOf } from '../series.ts'
import { type Figure, figures, type MoneyKind } from '../url-state.ts'
import { MoneyFigure } from './money-figure.tsx'

interface StatsBarProps {
  report: OverviewReport
  before: Figures | undefined
  currency: string
  figure: Figure
  money: MoneyKind
  choose: (figure: Figure) => void
  chooseMoney: (money: MoneyKind) => void
}

export function StatsBar(props: StatsBarProps) {
  const { report, before, currency, figure, money, choose } = props
  const others = figures.filter((one) => one !== 'revenue')
  const changeOf = (one: Figure) =>
    before === undefined
      ? null
      : change(figureOf(report.totals, one, currency, money), figureOf(before, one, currency, money))
  return (
    <div className="stats">
      <MoneyFigure {...props} change={<Change by={changeOf('revenue')} />} />
      {others.map((one) => (
        <button
          key={one}
          type="button"
          className="stat"
          aria-pressed={one === figure}
          title={titles[one]}
          onClick={() => choose(one)}
        >
          <span className="stat-name">{figureNames[one]}</span>
          <span className="stat-value">
            {formatFigure(one, figureOf(report.totals, one, currency, money), currency)}
          </span>
          <Change by={changeOf(one)} lessIsBetter={one === 'bounce'} />
        </button>
      ))}
    </div>
  )
}

const titles: Partial<Record<Figure, string>> = {
  visitors: 'Unique visitors of each day, added up',
  bounce: 'Visits of a single page, of all visits',
  duration: 'From the first to the last page, on average',
  conversion: 'Visits that reached the goal, of all visits',
  order_value: 'Gross revenue by payment',
  per_visitor: 'Net revenue by visitor',
}

function Change({ by, lessIsBetter = false }: { by: number | null; lessIsBetter?: boolean }) {
  if (by === null) return <span className="stat-change">&nbsp;</span>
  const tone = Math.abs(by) < 0.0005 ? '' : by > 0 === lessIsBetter ? 'down' : 'up'
  return (
    <span className={`stat-change ${tone}`}>
      {formatChange(by)}
      <span className="unseen"> against the compared days</span>
    </span>
  )
}
