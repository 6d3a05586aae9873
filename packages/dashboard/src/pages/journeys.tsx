// How payers came: by which channels, how long it took, and in how many visits.
import type { Site, TimeToPaymentReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { toCsv } from '../csv.ts'
import { formatCount } from '../format.ts'
import { BarRows } from '../parts/bar-rows.tsx'
import { JourneyPaths } from '../parts/journey-paths.tsx'
import { EmptyPanel, PanelAnswer } from '../parts/panel-answer.tsx'
import { ReportCard } from '../parts/report-card.tsx'
import { ReportPage } from '../parts/report-page.tsx'
import { RowMoney } from '../parts/row-money.tsx'
import type { View } from '../parts/use-view.ts'
import { reportQuery } from '../report-queries.ts'
import { withinNames } from '../report-words.ts'
import { leadCurrency } from '../series.ts'

interface Parts {
  site: Site
  view: View
}

export function Journeys() {
  return (
    <ReportPage title="Journeys" about="The visits that led to the payments of these days, first to last">
      {(site, view) => (
        <div className="report-grid">
          <Paths site={site} view={view} />
          <Times site={site} view={view} />
        </div>
      )}
    </ReportPage>
  )
}

function Paths({ site, view }: Parts) {
  const query = useQuery(reportQuery(site.id, 'journeys', view.asked))
  return (
    <ReportCard
      title="Ways to the payment"
      look="wide"
      file={{ site, table: { from: 'collector', report: 'journeys', asked: view.asked } }}
    >
      <PanelAnswer query={query} what="Journeys">
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPanel view={view}>Ways appear with the first payment in these days.</EmptyPanel>
          ) : (
            <JourneyPaths
              rows={rows}
              currency={leadCurrency(
                rows.flatMap((row) => row.revenue),
                site.currency,
              )}
            />
          )
        }
      </PanelAnswer>
    </ReportCard>
  )
}

function Times({ site, view }: Parts) {
  const query = useQuery(reportQuery(site.id, 'time-to-payment', view.asked))
  const empty = <EmptyPanel view={view}>Known with the first attributed payment in these days.</EmptyPanel>
  return (
    <>
      <ReportCard
        title="Time to payment"
        about="From the first known visit"
        file={{ site, table: { from: 'collector', report: 'time-to-payment', asked: view.asked } }}
      >
        <PanelAnswer query={query} what="The time to payment">
          {({ rows, unknown }) => {
            if (rows.length === 0) return empty
            const most = Math.max(...rows.map((row) => row.payments)) || 1
            const currency = leadCurrency(
              rows.flatMap((row) => row.revenue),
              site.currency,
            )
            return (
              <>
                <BarRows
                  caption="Time to payment"
                  look="money"
                  columns={[{ name: 'Time' }, { name: 'Payments' }, { name: 'Revenue' }]}
                  rows={rows.map((row) => ({
                    key: row.within,
                    name: withinNames[row.within],
                    bar: row.payments / most,
                    cells: [
                      formatCount(row.payments),
                      <RowMoney key="money" revenue={row.revenue} currency={currency} />,
                    ],
                  }))}
                />
                {unknown > 0 && <p className="hint">{formatCount(unknown)} more without a known visit.</p>}
              </>
            )
          }}
        </PanelAnswer>
      </ReportCard>
      <ReportCard
        title="Number of visits"
        about="Until the payment"
        file={{
          site,
          days: view.scope,
          table: { from: 'screen', name: 'number-of-visits', write: () => visitsTable(query.data?.visits ?? []) },
        }}
      >
        <PanelAnswer query={query} what="The number of visits">
          {({ visits }) => {
            if (visits.length === 0) return empty
            const most = Math.max(...visits.map((row) => row.payments)) || 1
            return (
              <BarRows
                caption="Number of visits"
                look="traffic"
                columns={[{ name: 'Visits' }, { name: 'Payments' }]}
                rows={visits.map((row) => ({
                  key: String(row.visits),
                  name: formatCount(row.visits),
                  bar: row.payments / most,
                  cells: [formatCount(row.payments)],
                }))}
              />
            )
          }}
        </PanelAnswer>
      </ReportCard>
    </>
  )
}

const visitsTable = (rows: TimeToPaymentReport['visits']): string =>
  toCsv(
    ['visits', 'payments'],
    rows.map(({ visits, payments }) => [visits, payments]),
  )
