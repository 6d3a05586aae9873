// What was sold, per product and price, what went back, and what comes in every month.
import type { BreakdownReport, Site, SubscriptionsReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { formatCount } from '../format.ts'
import { formatMoney } from '../money.ts'
import { MrrChannels } from '../parts/mrr-channels.tsx'
import { EmptyPanel, PanelAnswer } from '../parts/panel-answer.tsx'
import { ReportCard } from '../parts/report-card.tsx'
import { ReportPage } from '../parts/report-page.tsx'
import { Together } from '../parts/together.tsx'
import type { View } from '../parts/use-view.ts'
import { WentBack } from '../parts/went-back.tsx'
import { reportQuery } from '../report-queries.ts'
import { movementNames } from '../words.ts'

interface PartProps {
  site: Site
  view: View
}

export function RevenuePage() {
  return (
    <ReportPage title="Revenue" about="By line item and by month. What went back is taken off where it was paid.">
      {(site, view) => (
        <Together>
          <div className="report-grid tops">
            <Products site={site} view={view} />
            <Subscriptions site={site} view={view} />
            <WentBack site={site} view={view} />
          </div>
        </Together>
      )}
    </ReportPage>
  )
}

function Subscriptions({ site, view }: PartProps) {
  const { scope } = view
  const query = useQuery(reportQuery(site.id, 'subscriptions', scope))
  return (
    <ReportCard
      title="Monthly recurring revenue"
      about="At the end of these days"
      file={{ site, table: { from: 'collector', report: 'subscriptions', asked: scope } }}
    >
      <PanelAnswer query={query} what="The subscriptions">
        {(report) => <Mrr report={report} />}
      </PanelAnswer>
    </ReportCard>
  )
}

function Mrr({ report: { mrr, movements, channels } }: { report: SubscriptionsReport }) {
  if (mrr.length === 0 && movements.length === 0) {
    return (
      <p className="empty-panel">
        No subscription yet. Sell one through Stripe Billing, and what comes in every month is shown here.
      </p>
    )
  }
  return (
    <>
      <p className="mrr">
        {mrr.length === 0
          ? '–'
          : mrr.map(({ currency, amount }) => <strong key={currency}>{formatMoney(amount, currency)}</strong>)}
      </p>
      <table className="ledger-lines">
        <thead>
          <tr>
            <th scope="col">What moved it</th>
            <th scope="col">Count</th>
            <th scope="col">A month</th>
          </tr>
        </thead>
        <tbody>
          {movements.map(({ kind, currency, count, amount }) => (
            <tr key={`${kind} ${currency}`}>
              <th scope="row">
                {movementNames[kind].short}
                <small>{movementNames[kind].long}</small>
              </th>
              <td>{formatCount(count)}</td>
              <td className={amount < 0 ? 'negative' : undefined}>
                {amount === 0 ? '–' : formatMoney(amount, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MrrChannels channels={channels} />
    </>
  )
}

function Products({ site, view }: PartProps) {
  const query = useQuery(reportQuery(site.id, 'prices', view.asked))
  return (
    <ReportCard
      title="Stripe revenue by line item"
      about="Credits and refunds are negative"
      file={{ site, table: { from: 'collector', report: 'prices', asked: view.asked } }}
    >
      <PanelAnswer query={query} what="The products">
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyPanel view={view}>Nothing was sold in these days. Choose more days.</EmptyPanel>
          ) : (
            <Lines rows={rows} />
          )
        }
      </PanelAnswer>
    </ReportCard>
  )
}

function Lines({ rows }: Pick<BreakdownReport, 'rows'>) {
  return (
    <table className="ledger-lines">
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col" className="wide-only">
            Payments
          </th>
          <th scope="col" className="wide-only">
            Gross
          </th>
          <th scope="col">Went back</th>
          <th scope="col">Net</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.label ?? row.name ?? 'Not itemised'}
              {row.label !== undefined && <small>{row.name}</small>}
            </th>
            <td className="wide-only">{formatCount(row.payments)}</td>
            <td className="wide-only">
              <Amounts row={row} of="gross" />
            </td>
            <td>
              <Amounts row={row} of="refunds" />
            </td>
            <td>
              <Amounts row={row} of="net" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Amounts({ row, of }: { row: BreakdownReport['rows'][number]; of: 'gross' | 'refunds' | 'net' }) {
  return row.revenue.map((one) => (
    <span key={one.currency} className={one[of] < 0 ? 'negative' : undefined}>
      {one[of] === 0 && of === 'refunds' ? '–' : formatMoney(one[of], one.currency)}
    </span>
  ))
}
