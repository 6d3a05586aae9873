// The page an owner opens every morning: what came in, and from where.
import type { Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { CompareSwitch } from '../parts/compare-switch.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { FilterDialog } from '../parts/filter-dialog.tsx'
import { Ledger } from '../parts/ledger.tsx'
import { ModeSwitch, TestBanner } from '../parts/mode-switch.tsx'
import { RangePicker } from '../parts/range-picker.tsx'
import { ShortcutsDialog } from '../parts/shortcuts-dialog.tsx'
import { LedgerSkeleton } from '../parts/skeletons.tsx'
import { Stale, Trouble } from '../parts/trouble.tsx'
import { useFollow } from '../parts/use-follow.ts'
import { useLater } from '../parts/use-later.ts'
import { useShortcuts } from '../parts/use-shortcuts.ts'
import { useSite } from '../parts/use-site.ts'
import { useView, type View } from '../parts/use-view.ts'
import { mayChange, reportsKey } from '../queries.ts'
import { overviewQuery } from '../report-queries.ts'
import { leadCurrency, revenueOf } from '../series.ts'
import type { Figure } from '../url-state.ts'
import { isBare, isComplete, overviewAsked } from '../view.ts'
import { NotFound } from './not-found.tsx'

// What most looks at the page do not show, or not at once, comes by itself.
const FirstSteps = lazy(async () => ({ default: (await import('../parts/first-steps.tsx')).FirstSteps }))
const Below = lazy(async () => ({ default: (await import('../parts/below.tsx')).Below }))

export function Overview() {
  const { siteId = '' } = useParams()
  const sites = useSite(siteId)
  if (sites.site !== undefined)
    return (
      <Suspense key={siteId} fallback={<LedgerSkeleton />}>
        <SiteOverview site={sites.site} />
      </Suspense>
    )
  if (sites.error !== null)
    return <Trouble error={sites.error} title="The site could not be loaded" retry={sites.retry} />
  return sites.loaded ? <NotFound /> : <LedgerSkeleton />
}

function SiteOverview({ site }: { site: Site }) {
  const view = useView(site)
  const bare = isBare(site)
  return (
    <>
      <title>{`${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>{site.name}</h1>
          <p>{site.hosts.join(', ')}</p>
        </div>
        {!bare && (
          <div className="toolbar-controls">
            <ModeSwitch view={view} />
            <OverviewControls site={site} view={view} />
            <CompareSwitch view={view} />
            <RangePicker view={view} />
          </div>
        )}
      </div>
      {!bare && <FilterBar view={view} />}
      {!bare && view.scope.mode === 'test' && <TestBanner site={site} chosen={view.state.mode !== null} />}
      {mayChange(site.role) && !isComplete(site) && <FirstSteps site={site} />}
      {!mayChange(site.role) && bare && <NothingYet />}
      {!bare && <Reports site={site} view={view} />}
    </>
  )
}

function OverviewControls({ site, view }: { site: Site; view: View }) {
  const [dialog, open] = useState<'filter' | 'help' | null>(null)
  const keys = useShortcuts(view, open)
  const close = () => open(null)
  return (
    <>
      <button type="button" className="button" onClick={() => open('filter')}>
        Filter
      </button>
      {dialog === 'filter' && <FilterDialog site={site} view={view} close={close} />}
      {dialog === 'help' && <ShortcutsDialog {...keys} close={close} />}
      <button type="button" className="button keys" aria-label="Keyboard shortcuts" onClick={() => open('help')}>
        ?
      </button>
    </>
  )
}

function NothingYet() {
  return (
    <div className="card blank">
      <h2>Nothing was measured yet</h2>
      <p>This page fills by itself once the site’s owner has put the script on it.</p>
    </div>
  )
}

/** The figures and their chart come first; the panels below them are drawn as soon as nothing else is to be done. */
function Reports({ site, view }: { site: Site; view: View }) {
  const { money } = view.state
  const asked = overviewAsked(view)
  const overview = useQuery(overviewQuery(site.id, asked))
  const report = overview.data
  const below = useLater(report !== undefined)
  useFollow(overview.isPlaceholderData ? undefined : report?.totals, asked, reportsKey(site.id))
  if (report === undefined && overview.error !== null) {
    return (
      <Trouble error={overview.error} title="The figures could not be loaded" retry={() => void overview.refetch()} />
    )
  }
  const revenue = report === undefined ? [] : revenueOf(report.totals, money)
  // Until somebody chooses: money when there is some, else who came.
  const figure: Figure = view.state.figure ?? (revenue.length > 0 && site.amounts === 'shown' ? 'revenue' : 'visitors')
  const currency = money === 'reported' ? site.currency : leadCurrency(revenue, site.currency)
  const shown = { site, view, currency, figure }
  return (
    <>
      {overview.error !== null && <Stale error={overview.error} />}
      {report === undefined ? (
        <LedgerSkeleton />
      ) : (
        <Ledger {...shown} report={report} dimmed={overview.isPlaceholderData} />
      )}
      {below && <Below {...shown} />}
    </>
  )
}
