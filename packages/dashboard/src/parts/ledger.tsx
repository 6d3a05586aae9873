// The figures and the chart of the chosen one, on one sheet.
import type { OverviewReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { formatFigure, formatPointLong, formatPointShort, formatTick } from '../format.ts'
import { minorDigits } from '../money.ts'
import { comparisonQuery } from '../queries.ts'
import { previousRange } from '../range.ts'
import { bucket, figureOf, revenueIn, stepFor } from '../series.ts'
import type { Figure } from '../url-state.ts'
import { figureNames } from '../words.ts'
import { Chart } from './chart.tsx'
import { StatsBar } from './stats-bar.tsx'
import type { Shown } from './use-view.ts'

interface LedgerProps extends Shown {
  report: OverviewReport
  dimmed: boolean
}

export function Ledger({ site, view, currency, figure, report, dimmed }: LedgerProps) {
  // Half a day against a whole one would look like a bad day every morning.
  const onlyToday = view.scope.from === view.today
  const comparison = comparisonQuery(site.id, previousRange(view.scope), view.scope.mode)
  const { data: before } = useQuery({ ...comparison, enabled: !onlyToday })
  const step = stepFor(report.range)
  const points = bucket(report.series, step).map((point) => ({
    key: point.from,
    short: formatPointShort(point, step),
    long: formatPointLong(point, step),
    value: figureOf(point.figures, figure, currency),
    money: revenueIn(point.figures.revenue, currency).net,
    extra: figure === 'revenue' ? `${formatFigure('visitors', point.figures.visitors, currency)} visitors` : null,
  }))
  return (
    <section className={dimmed ? 'card ledger dimmed' : 'card ledger'} aria-label="Figures" aria-busy={dimmed}>
      <StatsBar
        report={report}
        before={onlyToday ? undefined : before?.totals}
        currency={currency}
        figure={figure}
        choose={(chosen) => view.change({ figure: chosen })}
      />
      <Chart
        title={`${figureNames[figure]} by ${step}`}
        look={figure === 'revenue' ? 'money' : 'traffic'}
        points={points}
        unit={unitOf(figure, currency)}
        formatValue={(value) => formatFigure(figure, value, currency)}
        formatTick={(value) => formatTick(figure, value, currency)}
        formatMoney={(value) => formatFigure('revenue', value, currency)}
      />
    </section>
  )
}

/** The smallest step of the axis: one visitor, one whole coin, a tenth of a percent. */
function unitOf(figure: Figure, currency: string): number {
  if (figure === 'conversion') return 0.001
  return figure === 'revenue' ? 10 ** minorDigits(currency) : 1
}
