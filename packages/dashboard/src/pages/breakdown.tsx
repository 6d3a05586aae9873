// Any dimension, properties of events too, with every figure that there is of a row as a column of one's own choice.
import type { BreakdownReport, Dimension, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { columnsBy, extrasOf, inOrder, nextOrder, readColumns, readOrder, writeColumns } from '../breakdown-columns.ts'
import { clickRow, isOnly, readDimension } from '../filters.ts'
import { formatCount } from '../format.ts'
import { ByChoice } from '../parts/by-choice.tsx'
import { ColumnChooser } from '../parts/column-chooser.tsx'
import { FigureTable } from '../parts/figure-table.tsx'
import { ModelSwitch } from '../parts/model-switch.tsx'
import { EmptyPanel, PanelAnswer } from '../parts/panel-answer.tsx'
import { ReportCard } from '../parts/report-card.tsx'
import { ReportPage } from '../parts/report-page.tsx'
import { useChoosable } from '../parts/use-choosable.ts'
import type { View } from '../parts/use-view.ts'
import { reportQuery } from '../report-queries.ts'
import { wordsOf } from '../report-words.ts'

export function BreakdownPage() {
  return (
    <ReportPage title="Breakdown" about="Every figure of each row: traffic, money, fees, and what customers ever paid">
      {(site, view) => <ByAnything site={site} view={view} />}
    </ReportPage>
  )
}

interface PartProps {
  site: Site
  view: View
}

function ByAnything({ site, view }: PartProps) {
  const [params] = useSearchParams()
  const put = usePut()
  const asked = params.get('by') ?? 'channels'
  const { properties, props, named } = useChoosable(site, view)
  // `props` alone: by whichever property was said most.
  const [most] = props
  const by = asked === 'props' && most !== undefined ? most : readDimension(asked)
  const choice = <ByChoice by={by} named={named} choose={(value) => put('by', value)} />
  return (
    <>
      <div className="model-above">
        <ModelSwitch view={view} />
      </div>
      {by === null ? (
        <ReportCard title="By a property of your events">
          <PanelAnswer query={properties} what="The properties">
            {() => (
              <>
                <div className="figure-tools">{choice}</div>
                <EmptyPanel view={view}>
                  Say more with an event, farthing.track('Signup', {"{ props: { plan: 'pro' } }"}), and plan can be
                  chosen here.
                </EmptyPanel>
              </>
            )}
          </PanelAnswer>
        </ReportCard>
      ) : (
        <ByDimension key={by} site={site} view={view} by={by} choice={choice} />
      )}
    </>
  )
}

/** One parameter of the address; null takes it out. */
function usePut() {
  const [, setParams] = useSearchParams()
  return (name: string, value: string | null) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { preventScrollReset: true },
    )
}

function ByDimension({ site, view, by, choice }: PartProps & { by: Dimension; choice: ReactNode }) {
  const [params] = useSearchParams()
  const put = usePut()
  const chosen = readColumns(params.get('columns'))
  const columns = chosen.filter((one) => columnsBy(by).includes(one))
  const order = readOrder(params.get('order'))
  const asked = { ...view.asked, extras: extrasOf(columns) }
  const query = useQuery(reportQuery(site.id, by, asked))
  const { filters } = view.state
  return (
    <ReportCard title={wordsOf(by).tab} file={{ site, table: { from: 'collector', report: by, asked } }}>
      <div className="figure-tools">
        {choice}
        <ColumnChooser by={by} chosen={chosen} choose={(next) => put('columns', writeColumns(next))} />
      </div>
      <PanelAnswer query={query} what={wordsOf(by).tab}>
        {(report) =>
          report.rows.length === 0 ? (
            <EmptyPanel view={view}>{wordsOf(by).empty}</EmptyPanel>
          ) : (
            <>
              <FigureTable
                by={by}
                columns={columns}
                rows={inOrder(report.rows, order, site.currency)}
                currency={site.currency}
                order={order}
                sort={(column) => put('order', nextOrder(order, column))}
                isChosen={(name) => isOnly(filters, by, name)}
                choose={(name) => view.change({ filters: clickRow(filters, by, name) })}
              />
              <Left report={report} />
            </>
          )
        }
      </PanelAnswer>
    </ReportCard>
  )
}

function Left({ report: { rows, total } }: { report: BreakdownReport }) {
  const unconverted = rows.reduce((sum, { reported }) => sum + reported.unconverted, 0)
  const unconvertedFees = rows.some(({ reported }) => reported.feesUnconverted > 0)
  const left = [
    ...(total > rows.length
      ? [`The first ${formatCount(rows.length)} of ${formatCount(total)} rows; the CSV has all.`]
      : []),
    ...(unconverted > 0 ? [`${formatCount(unconverted)} entries have no rate yet and are in no amount here.`] : []),
    ...(unconvertedFees ? ['Fees that Stripe kept in a currency without a rate are in no amount here.'] : []),
  ]
  return left.length === 0 ? null : <p className="hint">{left.join(' ')}</p>
}
