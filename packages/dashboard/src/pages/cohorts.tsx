// Customers by the month of their first known visit, and what they paid since.
import type { CohortsReport, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { channelsOf, cohortLines } from '../cohorts.ts'
import { CohortTable } from '../parts/cohort-table.tsx'
import { EmptyPanel, PanelAnswer } from '../parts/panel-answer.tsx'
import { ReportCard } from '../parts/report-card.tsx'
import { ReportPage } from '../parts/report-page.tsx'
import type { View } from '../parts/use-view.ts'
import { reportQuery } from '../report-queries.ts'
import { leadCurrency } from '../series.ts'

export function Cohorts() {
  return (
    <ReportPage title="Cohorts" about="Customers by the month of their first known visit, and what they paid since">
      {(site, view) => <AllCohorts site={site} view={view} />}
    </ReportPage>
  )
}

function AllCohorts({ site, view }: { site: Site; view: View }) {
  const query = useQuery(reportQuery(site.id, 'cohorts', view.asked))
  return (
    <ReportCard
      title="Payments by month"
      file={{ site, table: { from: 'collector', report: 'cohorts', asked: view.asked } }}
    >
      <PanelAnswer query={query} what="Cohorts">
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPanel view={view}>
              Cohorts appear with the first payment in these days. Choose more days to see what customers paid later.
            </EmptyPanel>
          ) : (
            <ChosenCohorts site={site} rows={rows} />
          )
        }
      </PanelAnswer>
    </ReportCard>
  )
}

function ChosenCohorts({ site, rows }: { site: Site; rows: CohortsReport['rows'] }) {
  const [params, setParams] = useSearchParams()
  const channels = channelsOf(rows)
  const named = params.get('channel')
  const channel = named === null ? undefined : channels.find((one) => (one ?? '') === named)
  const revenue = rows.flatMap((row) => row.months.flatMap((month) => month.revenue))
  const currency = leadCurrency(revenue, site.currency)
  const choose = (value: string) =>
    setParams((now) => {
      const next = new URLSearchParams(now)
      if (value === 'all') next.delete('channel')
      else next.set('channel', value.slice(1))
      return next
    })
  return (
    <>
      <label className="quiet-select">
        First came by{' '}
        <select
          value={channel === undefined ? 'all' : `=${channel ?? ''}`}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="all">any channel</option>
          {channels.map((one) => (
            <option key={one ?? ''} value={`=${one ?? ''}`}>
              {one ?? 'No visit known'}
            </option>
          ))}
        </select>
      </label>
      <CohortTable lines={cohortLines(rows, channel, currency)} currency={currency} />
    </>
  )
}
