// The rows of one dimension: a bar for the chosen figure, and what each earned. A click shows that row's visits alone.
import type { Breakdown, BreakdownReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { clickRow, isOnly } from '../filters.ts'
import { formatCount, formatShare, isMoney } from '../format.ts'
import { formatMoney } from '../money.ts'
import { reportQuery } from '../report-queries.ts'
import { figureNames, isOfMoney, moneyNames, rowName, wordsOf } from '../report-words.ts'
import { figureOf, moneyOf, revenueOf } from '../series.ts'
import { type BarRow, BarRows, ROWS } from './bar-rows.tsx'
import { EmptyPanel, PanelAnswer } from './panel-answer.tsx'
import { Moved, RowMoney } from './row-money.tsx'
import type { Shown } from './use-view.ts'

interface DimensionRowsProps extends Shown {
  dimension: Breakdown
}

export function DimensionRows(props: DimensionRowsProps) {
  const { site, view, dimension } = props
  const [whole, setWhole] = useState(false)
  // Of two thousand pages seven are shown; the map beside the countries wants them all anyway.
  const few = !whole && dimension !== 'countries'
  const query = useQuery(reportQuery(site.id, dimension, few ? { ...view.asked, limit: ROWS } : view.asked))
  const moves = view.state.model !== view.usualModel
  const usual = useQuery({
    ...reportQuery(site.id, dimension, { ...view.asked, model: view.usualModel }),
    enabled: moves,
  })
  return (
    <PanelAnswer query={query} what={wordsOf(dimension).tab}>
      {(report) =>
        report.rows.length === 0 ? (
          <EmptyPanel view={view}>{wordsOf(dimension).empty}</EmptyPanel>
        ) : (
          <Rows
            {...props}
            rows={report.rows}
            total={report.total}
            showAll={() => setWhole(true)}
            usual={moves ? usual.data?.rows : undefined}
          />
        )
      }
    </PanelAnswer>
  )
}

interface RowsProps extends DimensionRowsProps {
  rows: BreakdownReport['rows']
  total: number
  showAll: () => void
  /** Under the usual model; undefined when it is the chosen one. */
  usual: BreakdownReport['rows'] | undefined
}

function Rows({ dimension, view, figure, currency, rows, total, showAll, usual }: RowsProps) {
  const { money } = view.state
  const counted = isOfMoney(dimension) ? 'payments' : figure === 'visits' || figure === 'views' ? figure : 'visitors'
  const measure = (row: RowsProps['rows'][number]) =>
    Math.abs((counted === 'payments' ? moneyOf(row, currency, money) : figureOf(row, figure, currency, money)) || 0)
  const most = Math.max(...rows.map(measure)) || 1
  const movedOf = (row: RowsProps['rows'][number]) => {
    if (usual === undefined) return null
    const before = usual.find((one) => one.name === row.name)
    return moneyOf(row, currency, money) - (before ? moneyOf(before, currency, money) : 0)
  }
  const toRow = (row: RowsProps['rows'][number]): BarRow => {
    const name = rowName(dimension, row)
    return {
      key: row.name ?? '',
      name,
      nameless: row.name === null,
      imported: row.imported === true,
      bar: measure(row) / most,
      cells: [
        formatCount(row[counted]),
        ...(counted === 'payments' ? [] : [formatShare(row.conversion)]),
        moneyCell(row, movedOf(row)),
      ],
      choice: {
        chosen: isOnly(view.state.filters, dimension, row.name),
        title: `Show only ${name}`,
        toggle: () => view.change({ filters: clickRow(view.state.filters, dimension, row.name) }),
      },
    }
  }
  const moneyCell = (row: RowsProps['rows'][number], moved: number | null) => {
    if (money !== 'reported') {
      const kind = money === 'client' ? 'net' : money
      return <RowMoney revenue={revenueOf(row, money)} currency={currency} kind={kind} moved={moved} />
    }
    return (
      <>
        {formatMoney(row.reported.net, currency)}
        {moved !== null && <Moved by={moved} currency={currency} />}
      </>
    )
  }
  return (
    <BarRows
      caption={wordsOf(dimension).tab}
      look={counted === 'payments' || isMoney(figure) ? 'money' : 'traffic'}
      columns={[
        { name: wordsOf(dimension).one },
        { name: counted === 'payments' ? 'Payments' : figureNames[counted] },
        ...(counted === 'payments' ? [] : [{ name: 'Conv.', wideOnly: true }]),
        { name: money === 'refunds' || money === 'gross' ? moneyNames[money].replace(' revenue', '') : 'Revenue' },
      ]}
      rows={rows.map(toRow)}
      total={total}
      showAll={showAll}
    />
  )
}
