// The ledger against Stripe, so that nobody has to take our word for a figure.
import type { NotCompared, ReconcileAnswer, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { ApiError } from '../api.ts'
import { formatDays, formatMoment } from '../format.ts'
import { formatMoney } from '../money.ts'
import { ExportMenu } from '../parts/export-menu.tsx'
import { RangePicker } from '../parts/range-picker.tsx'
import { ReconcileTable } from '../parts/reconcile-table.tsx'
import { PanelSkeleton } from '../parts/skeletons.tsx'
import { Stale, Trouble } from '../parts/trouble.tsx'
import { useSite } from '../parts/use-site.ts'
import { useView, type View } from '../parts/use-view.ts'
import { reconcileQuery } from '../queries.ts'
import { reconciled } from '../screen-tables.ts'
import { NotFound } from './not-found.tsx'

export function Reconcile() {
  const { siteId = '' } = useParams()
  const { site, loaded, error, retry } = useSite(siteId)
  if (site !== undefined) return <SiteReconcile key={site.id} site={site} />
  if (error !== null) return <Trouble error={error} title="The site could not be loaded" retry={retry} />
  return loaded ? <NotFound /> : <PanelSkeleton rows={6} />
}

function SiteReconcile({ site }: { site: Site }) {
  const view = useView(site)
  const { from, to } = view.scope
  const { data, error, refetch, isFetching } = useQuery(reconcileQuery(site.id, { from, to, mode: view.state.mode }))
  return (
    <>
      <title>{`Reconcile · ${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>Reconcile</h1>
          <p>The ledger against Stripe, day by day and to the cent.</p>
        </div>
        <div className="toolbar-controls">
          <button type="button" className="button" disabled={isFetching} onClick={() => void refetch()}>
            {isFetching ? 'Asking Stripe…' : 'Compare again'}
          </button>
          <RangePicker view={view} />
        </div>
      </div>
      {data === undefined && error === null && <Comparing view={view} />}
      {data === undefined && error !== null && <Failed site={site} error={error} retry={() => void refetch()} />}
      {data !== undefined && error !== null && <Stale error={error} />}
      {data !== undefined && <Compared site={site} answer={data} dimmed={isFetching} />}
    </>
  )
}

function Comparing({ view }: { view: View }) {
  return (
    <section className="card pad" role="status">
      <p>Reading {formatDays(view.scope)} from Stripe. A month of many payments takes a minute.</p>
      <PanelSkeleton rows={6} />
    </section>
  )
}

function Failed({ site, error, retry }: { site: Site; error: Error; retry: () => void }) {
  if (!(error instanceof ApiError && error.code === 'no_key'))
    return <Trouble error={error} title="The two could not be compared" retry={retry} />
  return (
    <section className="card blank">
      <h2>A key is needed to compare</h2>
      <p>{error.message}</p>
      <Link className="button primary" to={`/sites/${site.id}/settings/stripe`}>
        Connect Stripe
      </Link>
    </section>
  )
}

interface ComparedProps {
  site: Site
  answer: ReconcileAnswer
  dimmed: boolean
}

function Compared({ site, answer, dimmed }: ComparedProps) {
  return (
    <div className={dimmed ? 'dimmed' : undefined} aria-busy={dimmed}>
      <section className="card reconcile" aria-labelledby="verdict">
        <header className="card-head verdict">
          <div>
            <h2 id="verdict">{verdictOf(answer)}</h2>
            <p>
              {answer.mode === 'live' ? 'Live' : 'Test'} payments, {formatDays(answer.range)}, compared{' '}
              {formatMoment(answer.at, site.timeZone)}.
            </p>
          </div>
          <ExportMenu
            site={site}
            title="Reconcile"
            days={answer.range}
            table={{ from: 'screen', name: 'reconcile', write: () => reconciled(answer) }}
          />
        </header>
        {answer.totals.length > 0 && <Totals answer={answer} />}
        {answer.rows.length > 0 && <ReconcileTable rows={answer.rows} timeZone={site.timeZone} />}
        {answer.rows.length === 0 && answer.basis !== null && (
          <div className="blank">
            <p>No money moved in these days, here or at Stripe. Choose more days.</p>
          </div>
        )}
      </section>
      {answer.notCompared.length > 0 && <Left notes={answer.notCompared} site={site} />}
    </div>
  )
}

function verdictOf({ rows, basis }: ReconcileAnswer): string {
  if (basis === null) return 'Nothing could be compared'
  const differing = new Set(rows.filter(({ items }) => items.length > 0).map(({ day }) => day)).size
  if (differing === 0) return rows.length === 0 ? 'Nothing to compare' : 'Nothing differs'
  return differing === 1 ? 'One day differs' : `${differing} days differ`
}

function Totals({ answer: { totals } }: { answer: ReconcileAnswer }) {
  return (
    <ul className="reconcile-totals">
      {totals.map(({ currency, ledger, stripe, difference }) => (
        <li key={currency}>
          <span>{currency.toUpperCase()}</span>
          <dl>
            <div>
              <dt>Ledger</dt>
              <dd>{formatMoney(ledger, currency)}</dd>
            </div>
            <div>
              <dt>Stripe</dt>
              <dd>{formatMoney(stripe, currency)}</dd>
            </div>
            <div className={difference === 0 ? 'even' : 'differs'}>
              <dt>Difference</dt>
              <dd>{formatMoney(difference, currency)}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Left({ notes, site }: { notes: NotCompared[]; site: Site }) {
  return (
    <section className="card pad left-out" aria-labelledby="left-out">
      <h2 id="left-out">What was left out</h2>
      <ul className="right-list">
        {notes.map(({ kinds, permission, sentence }) => (
          <li key={kinds.join()}>
            <span className="pill pending">Not compared</span>
            <div>
              <p>{sentence}</p>
              {permission !== null && (
                <p>
                  Missing right: <code>{permission}</code>.{' '}
                  <Link to={`/sites/${site.id}/settings/stripe`}>Edit the key</Link>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
