// All sites at a glance: what each earned and who came, over the last 30 days.
import type { Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { formatCount } from '../format.ts'
import { formatMoney } from '../money.ts'
import { Spark } from '../parts/spark.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useMayAddSites } from '../parts/use-site.ts'
import { useToday } from '../parts/use-today.ts'
import { sitesQuery } from '../queries.ts'
import { resolveRange } from '../range.ts'
import { overviewQuery } from '../report-queries.ts'
import { figureOf, leadCurrency, revenueIn } from '../series.ts'

export function Sites() {
  const { data, error, refetch } = useQuery(sitesQuery)
  const mayAdd = useMayAddSites()
  const removed = removedIn(useLocation().state)
  const sites = data?.sites.filter(({ id }) => id !== removed?.id)
  return (
    <>
      <title>Sites · Farthing</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>Sites</h1>
          <p>The last 30 days</p>
        </div>
        {mayAdd && (
          <Link className="button primary" to="/sites/new">
            Add a site
          </Link>
        )}
      </div>
      {data === undefined && error !== null && (
        <Trouble error={error} title="Your sites could not be loaded" retry={() => void refetch()} />
      )}
      {removed && (
        <p role="status" className="alert-quiet sites-notice">
          “{removed.name}” is deleted. Take its script off your pages: it is refused from now on.
        </p>
      )}
      <ul className="site-grid" aria-busy={data === undefined}>
        {data === undefined && error === null && <li className="card site-card skeleton" />}
        {sites?.map((site) => (
          <li key={site.id}>
            <SiteCard site={site} />
          </li>
        ))}
      </ul>
      {sites?.length === 0 && !mayAdd && (
        <div className="card blank">
          <h2>No site is open to you</h2>
          <p>Ask an owner to invite you to a site. It appears here at once.</p>
        </div>
      )}
      {sites?.length === 0 && mayAdd && (
        <div className="card blank">
          <h2>No site yet</h2>
          <p>Add the website whose payments you want to understand. It takes two minutes.</p>
          <Link className="button primary" to="/sites/new">
            Add a site
          </Link>
        </div>
      )}
    </>
  )
}

interface Removed {
  id: string
  name: string
}

/** Who comes from deleting a site is told that it is done; a reload keeps it, another page does not. */
function removedIn(state: unknown): Removed | null {
  if (typeof state !== 'object' || state === null || !('removed' in state)) return null
  const { removed } = state
  if (typeof removed !== 'object' || removed === null || !('id' in removed && 'name' in removed)) return null
  return { id: String(removed.id), name: String(removed.name) }
}

function SiteCard({ site }: { site: Site }) {
  const today = useToday(site.timeZone)
  const scope = { ...resolveRange({ kind: 'preset', preset: '30d' }, today), mode: site.defaultMode }
  const { data } = useQuery({ ...overviewQuery(site.id, scope), refetchInterval: false })
  const currency = leadCurrency(data?.totals.revenue ?? [], site.currency)
  return (
    <Link className="card site-card" to={`/sites/${site.id}`}>
      <span className="site-card-name">
        {site.name}
        {site.defaultMode === 'test' && site.hasPayments && <span className="pill test">Test</span>}
      </span>
      <span className="site-card-hosts">{site.hosts.join(', ')}</span>
      {site.hasViews ? (
        <>
          <span className="site-card-figures">
            <span>
              <strong className="money">
                {data === undefined ? ' ' : formatMoney(revenueIn(data.totals.revenue, currency).net, currency)}
              </strong>
              <small>net revenue</small>
            </span>
            <span>
              <strong>{data === undefined ? ' ' : formatCount(data.totals.visitors)}</strong>
              <small>visitors</small>
            </span>
          </span>
          <Spark values={data?.series.map((entry) => figureOf(entry, 'visitors', currency) ?? 0) ?? []} />
        </>
      ) : (
        <span className="waiting">Waiting for the first view</span>
      )}
    </Link>
  )
}
