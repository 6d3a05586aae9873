// All payments as one long list: found by words and by status, drawn only where somebody looks.
import type { PaymentStatus, Site } from '@farthing/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Select } from '../parts/field.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { ModeSwitch, TestBanner } from '../parts/mode-switch.tsx'
import { PaymentRows } from '../parts/payment-rows.tsx'
import { PaymentsExport } from '../parts/payments-export.tsx'
import { PendingItem } from '../parts/pending-item.tsx'
import { RangePicker } from '../parts/range-picker.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { PanelSkeleton } from '../parts/skeletons.tsx'
import { Stale, Trouble } from '../parts/trouble.tsx'
import { useView, type View } from '../parts/use-view.ts'
import { paymentsQuery } from '../queries.ts'
import { statusNames } from '../words.ts'

const statuses = ['paid', 'partially_refunded', 'refunded', 'pending', 'failed', 'out_of_band'] as const
const PAUSE_MS = 250

export function PaymentsPage() {
  return <SitePage>{(site) => <Payments site={site} />}</SitePage>
}

function Payments({ site }: { site: Site }) {
  const view = useView(site)
  const [params, setParams] = useSearchParams()
  const status = statuses.find((one) => one === params.get('status')) ?? null
  const search = params.get('search') ?? ''
  const choose = (name: string, value: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <>
      <title>{`Payments · ${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>Payments</h1>
          <p>Each with the visit that earned it, and why we believe so.</p>
        </div>
        <div className="toolbar-controls">
          <ModeSwitch view={view} />
          <RangePicker view={view} />
        </div>
      </div>
      <FilterBar view={view} />
      {view.scope.mode === 'test' && <TestBanner site={site} chosen={view.state.mode !== null} />}
      <div className="finder">
        <SearchField key={site.id} search={search} change={(text) => choose('search', text)} />
        <Select
          label="Status"
          name="status"
          value={status ?? ''}
          onChange={(value) => choose('status', value)}
          options={[{ value: '', label: 'Any' }, ...statuses.map((value) => ({ value, label: statusNames[value] }))]}
        />
      </div>
      <Found site={site} view={view} status={status} search={search} />
    </>
  )
}

/** What is typed is asked for after a short pause, and then is in the address. */
function SearchField({ search, change }: { search: string; change: (text: string) => void }) {
  const [text, setText] = useState(search)
  useEffect(() => {
    if (text.trim() === search) return
    const timer = setTimeout(() => change(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, search, change])
  return (
    <div className="field">
      <label htmlFor="search">Search</label>
      <input
        id="search"
        type="search"
        placeholder="Id, channel, campaign, page, description"
        maxLength={120}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  )
}

interface FoundProps {
  site: Site
  view: View
  status: PaymentStatus | null
  search: string
}

function Found({ site, view, status, search }: FoundProps) {
  const { filters, model } = view.state
  const asked = {
    ...view.scope,
    ...(status ? { status } : {}),
    ...(search === '' ? {} : { search }),
    ...(filters.length === 0 ? {} : { filters, model }),
  }
  const query = useInfiniteQuery(paymentsQuery(site.id, asked))
  const pages = query.data?.pages
  if (pages === undefined) {
    if (query.error === null) return <PanelSkeleton rows={8} />
    return <Trouble error={query.error} title="The payments could not be loaded" retry={() => void query.refetch()} />
  }
  const payments = [...new Map(pages.flatMap((page) => page.payments).map((one) => [one.id, one])).values()]
  const pending = status === null && search === '' ? (pages[0]?.pending ?? []) : []
  return (
    <section
      className={query.isPlaceholderData ? 'card payments dimmed' : 'card payments'}
      aria-label="Payments"
      aria-busy={query.isPlaceholderData}
    >
      <header className="payments-head">
        <h2>{status === null ? 'All of these days' : statusNames[status]}</h2>
        <PaymentsExport site={site} asked={asked} />
      </header>
      {query.error !== null && <Stale error={query.error} />}
      {pending.length > 0 && (
        <ul className="payment-list">
          {pending.map((one) => (
            <PendingItem key={one.checkoutSessionId} pending={one} timeZone={site.timeZone} />
          ))}
        </ul>
      )}
      <PaymentRows
        site={site}
        payments={payments}
        older={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
      />
      {payments.length === 0 && (
        <div className="blank">
          <h2>{status === null && search === '' ? 'No payment in these days' : 'No payment like that'}</h2>
          <p>Choose more days, other words, or the {view.scope.mode === 'live' ? 'test' : 'live'} payments.</p>
        </div>
      )}
    </section>
  )
}
