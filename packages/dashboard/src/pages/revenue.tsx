// What was sold, per product and price, and what comes in every month.
import type { BreakdownReport, Site, SubscriptionsReport } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { formatCount } from '../format.ts'
import { formatMoney } from '../money.ts'
import { Loaded } from '../parts/loaded.tsx'
import { ModeSwitch, TestBanner } from '../parts/mode-switch.tsx'
import { MrrChannels } from '../parts/mrr-channels.tsx'
import { RangePicker } from '../parts/range-picker.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { Together } from '../parts/together.tsx'
import { useView, type View } from '../parts/use-view.ts'
import { reportsKey } from '../queries.ts'
import { movementNames } from '../words.ts'

export function RevenuePage() {
  return <SitePage>{(site) => <Revenue site={site} />}</SitePage>
}

function Revenue({ site }: { site: Site }) {
  const view = useView(site)
  return (
    <>
      <title>{`Revenue · ${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>Revenue</h1>
          <p>By line item and by month. What was refunded or credited is taken off where it was paid.</p>
        </div>
        <div className="toolbar-controls">
          <ModeSwitch view={view} />
          <RangePicker view={view} />
        </div>
      </div>
      {view.scope.mode === 'test' && <TestBanner site={site} chosen={view.state.mode !== null} />}
      <Together>
        <div className="payment-parts">
          <Subscriptions site={site} view={view} />
          <Products site={site} view={view} />
        </div>
      </Together>
    </>
  )
}

interface PartProps {
  site: Site
  view: View
}

function Subscriptions({ site, view }: PartProps) {
  const query = useQuery({
    queryKey: [...reportsKey(site.id), 'subscriptions', view.scope],
    queryFn: ({ signal }) => api.subscriptions(site.id, view.scope, signal),
  })
  return (
    <section className="card pad" aria-labelledby="mrr-title">
      <h2 id="mrr-title">Monthly recurring revenue</h2>
      <Loaded query={query} what="The subscriptions">
        {(report) => <Mrr report={report} />}
      </Loaded>
    </section>
  )
}

function Mrr({ report: { mrr, movements, channels } }: { report: SubscriptionsReport }) {
  if (mrr.length === 0 && movements.length === 0)
    return <p>No subscription yet. Sell one through Stripe Billing, and what comes in every month is shown here.</p>
  return (
    <>
      <p className="mrr">
        {mrr.length === 0
          ? '–'
          : mrr.map(({ currency, amount }) => <strong key={currency}>{formatMoney(amount, currency)}</strong>)}
        <small>at the end of these days</small>
      </p>
      <ul className="item-list" aria-label="What moved it">
        {movements.map(({ kind, currency, count, amount }) => (
          <li key={`${kind} ${currency}`}>
            <span className="item-name">
              <strong>{movementNames[kind].short}</strong>
              <small>{movementNames[kind].long}</small>
            </span>
            <span>{formatCount(count)}</span>
            <span className={amount < 0 ? 'line-money negative' : 'line-money'}>{formatMoney(amount, currency)}</span>
          </li>
        ))}
      </ul>
      <MrrChannels channels={channels} />
    </>
  )
}

function Products({ site, view }: PartProps) {
  const query = useQuery({
    queryKey: [...reportsKey(site.id), 'prices', view.scope],
    queryFn: ({ signal }) => api.prices(site.id, view.scope, signal),
  })
  return (
    <section className="card pad" aria-labelledby="products-title">
      <h2 id="products-title">Stripe revenue by line item</h2>
      <Loaded query={query} what="The products" rows={5}>
        {(report) => <Lines report={report} />}
      </Loaded>
    </section>
  )
}

function Lines({ report: { rows } }: { report: BreakdownReport }) {
  if (rows.length === 0) return <p>Nothing was sold in these days.</p>
  return (
    <table className="ledger-lines">
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col">Payments</th>
          <th scope="col">Refunds</th>
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
            <td>{formatCount(row.payments)}</td>
            <td>
              {row.revenue.map(({ currency, refunds }) => (
                <span key={currency} className={refunds < 0 ? 'negative' : undefined}>
                  {formatMoney(refunds, currency)}
                </span>
              ))}
            </td>
            <td>
              {row.revenue.map(({ currency, net }) => (
                <span key={currency} className={net < 0 ? 'negative' : undefined}>
                  {formatMoney(net, currency)}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
