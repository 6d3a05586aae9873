// Every payment, newest first, and what is on its way: each with the reason for where it was booked.
import type { PaymentsAnswer, Site } from '@farthing/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { paymentsQuery, reportsKey, sitesQuery } from '../queries.ts'
import { EmptyPanel } from './panel-answer.tsx'
import { PaymentItem } from './payment-item.tsx'
import { PaymentsExport } from './payments-export.tsx'
import { PendingItem } from './pending-item.tsx'
import { PanelSkeleton } from './skeletons.tsx'
import { Stale, Trouble } from './trouble.tsx'
import { useFollow } from './use-follow.ts'
import type { View } from './use-view.ts'

/** The overview shows what came last; all of them have a page of their own. */
const NEWEST = 12

export function Payments({ site, view }: { site: Site; view: View }) {
  const { filters, model } = view.state
  const { search } = useLocation()
  const asked = { ...view.scope, limit: NEWEST, ...(filters.length === 0 ? {} : { filters, model }) }
  const query = useInfiniteQuery(paymentsQuery(site.id, asked))
  const pages = query.data?.pages
  const newest = query.isPlaceholderData ? undefined : pages?.[0]
  useFollow(newest, asked, reportsKey(site.id))
  useFollow(newest, asked, sitesQuery.queryKey)
  return (
    <section className="card payments" aria-labelledby="payments-title" aria-busy={pages === undefined}>
      <header className="payments-head">
        <h2 id="payments-title">Payments</h2>
        <Link to={{ pathname: `/sites/${site.id}/payments`, search }}>All payments</Link>
        <PaymentsExport site={site} asked={asked} />
      </header>
      {pages === undefined && query.error === null && <PanelSkeleton rows={5} />}
      {pages === undefined && query.error !== null && (
        <Trouble error={query.error} title="The payments could not be loaded" retry={() => void query.refetch()} />
      )}
      {pages !== undefined && query.error !== null && <Stale error={query.error} />}
      {pages !== undefined && <PaymentPages site={site} view={view} pages={pages} />}
      {query.hasNextPage && (
        <button
          type="button"
          className="button more"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Show older payments'}
        </button>
      )}
    </section>
  )
}

function PaymentPages({ site, view, pages }: { site: Site; view: View; pages: PaymentsAnswer[] }) {
  const pending = pages[0]?.pending ?? []
  // While pages load one after another a new payment shifts the rest: an id is shown once.
  const payments = [...new Map(pages.flatMap((page) => page.payments).map((one) => [one.id, one])).values()]
  if (pending.length === 0 && payments.length === 0) return <NoPayments site={site} view={view} />
  return (
    <>
      <p className="unseen" aria-live="polite">
        {pending.length > 0 ? `${pending.length} payments are waiting for Stripe.` : ''}
      </p>
      <ul className="payment-list">
        {pending.map((one) => (
          <PendingItem key={one.checkoutSessionId} pending={one} timeZone={site.timeZone} />
        ))}
        {payments.map((one) => (
          <PaymentItem key={one.id} payment={one} timeZone={site.timeZone} />
        ))}
      </ul>
    </>
  )
}

function NoPayments({ site, view }: { site: Site; view: View }) {
  const other = view.scope.mode === 'live' ? 'test' : 'live'
  if (view.state.filters.length > 0) return <EmptyPanel view={view}>{null}</EmptyPanel>
  return (
    <div className="blank">
      <h3>No {view.scope.mode} payment in these days</h3>
      {site.hasPayments ? (
        <p>Choose more days, or look at the {other} payments.</p>
      ) : (
        <p>
          The first one shows up here within seconds, with the visit it came from. If you expected one, check the{' '}
          <Link to={`/sites/${site.id}/settings/stripe`}>Stripe connection</Link>.
        </p>
      )}
      {site.hasPayments && (
        <button type="button" className="button" onClick={() => view.change({ mode: other })}>
          Show {other} payments
        </button>
      )}
    </div>
  )
}
