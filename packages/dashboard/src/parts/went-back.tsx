// Refunds, disputes and what else took money back: how much of each kind, and each by itself.
import type { Site, WentBackReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { formatCount, formatMoment } from '../format.ts'
import { formatMoney } from '../money.ts'
import { reportQuery } from '../report-queries.ts'
import { entryNames } from '../words.ts'
import { EmptyPanel, PanelAnswer } from './panel-answer.tsx'
import { ReportCard } from './report-card.tsx'
import type { View } from './use-view.ts'

export function WentBack({ site, view }: { site: Site; view: View }) {
  const query = useQuery(reportQuery(site.id, 'went-back', view.asked))
  return (
    <ReportCard
      title="Refunds and disputes"
      about="On the day on which the money left"
      look="wide"
      file={{ site, table: { from: 'collector', report: 'went-back', asked: view.asked } }}
    >
      <PanelAnswer query={query} what="What went back">
        {({ totals, rows }) =>
          rows.length === 0 ? (
            <EmptyPanel view={view}>Nothing went back in these days.</EmptyPanel>
          ) : (
            <>
              <Totals totals={totals} />
              <Rows site={site} rows={rows} />
            </>
          )
        }
      </PanelAnswer>
    </ReportCard>
  )
}

function Totals({ totals }: Pick<WentBackReport, 'totals'>) {
  return (
    <dl className="went-back">
      {totals.map(({ kind, currency, count, amount }) => (
        <div key={`${kind} ${currency}`}>
          <dt>{entryNames[kind]}</dt>
          <dd>
            {formatMoney(amount, currency)} <small>{count === 1 ? 'once' : `${formatCount(count)} times`}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** For guests there is no page behind a payment: it names the customer. */
function Rows({ site, rows }: { site: Site; rows: WentBackReport['rows'] }) {
  const { search } = useLocation()
  return (
    <table className="ledger-lines">
      <caption className="unseen">Refunds and disputes, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className="wide-only">
            Earned by
          </th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {site.role === 'guest' ? (
                entryNames[row.kind]
              ) : (
                <Link to={{ pathname: `/sites/${site.id}/payments/${row.payment}`, search }}>
                  {entryNames[row.kind]}
                </Link>
              )}
              <small>
                {formatMoment(row.at, site.timeZone)}, paid {formatMoment(row.paidAt, site.timeZone)}
              </small>
            </th>
            <td className="wide-only">{row.channel ?? <span className="nameless">Not attributed</span>}</td>
            <td className={row.amount < 0 ? 'negative' : undefined}>{formatMoney(row.amount, row.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
