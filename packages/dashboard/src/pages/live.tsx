// Who is on the site right now, and the payments as they come.
import type { LiveMoment, Site } from '@farthing/contract'
import { formatCount } from '../format.ts'
import { ModeSwitch, TestBanner } from '../parts/mode-switch.tsx'
import { PaymentItem } from '../parts/payment-item.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { PanelSkeleton } from '../parts/skeletons.tsx'
import { type Live, useLive } from '../parts/use-live.ts'
import { useView } from '../parts/use-view.ts'

export function LivePage() {
  return <SitePage>{(site) => <SiteLive site={site} />}</SitePage>
}

function SiteLive({ site }: { site: Site }) {
  const view = useView(site)
  const live = useLive(site.id, view.scope.mode)
  return (
    <>
      <title>{`Live · ${site.name} · Farthing`}</title>
      <div className="toolbar">
        <div className="toolbar-title">
          <h1>Live</h1>
          <p role="status">{sentenceOf(live)}</p>
        </div>
        <div className="toolbar-controls">
          <ModeSwitch view={view} />
        </div>
      </div>
      {view.scope.mode === 'test' && <TestBanner site={site} chosen={view.state.mode !== null} />}
      {live.moment === null ? <PanelSkeleton rows={6} /> : <Moment site={site} moment={live.moment} />}
    </>
  )
}

function sentenceOf({ state }: Live): string {
  if (state === 'live') return 'As it happens: the last five minutes.'
  return state === 'lost' ? 'The connection is gone. Reload the page.' : 'Connecting to the collector…'
}

function Moment({ site, moment: { visitors, pages, channels, recent } }: { site: Site; moment: LiveMoment }) {
  return (
    <>
      <div className="payment-parts">
        <section className="card pad" aria-labelledby="now-title">
          <h2 id="now-title">Visitors now</h2>
          <p className="mrr">
            <strong className="live-count">{formatCount(visitors)}</strong>
          </p>
          <Counts
            label="Channels"
            rows={channels.map(({ channel, visitors: count }) => ({ name: channel, count }))}
            empty="Nobody is here at the moment. Whoever comes shows up within seconds."
          />
        </section>
        <section className="card pad" aria-labelledby="where-title">
          <h2 id="where-title">Where they are</h2>
          <Counts
            label="Pages"
            rows={pages.map(({ page, visitors: count }) => ({ name: page, count }))}
            empty="No page was looked at in the last five minutes."
          />
        </section>
      </div>
      <section className="card payments live-payments" aria-labelledby="recent-title">
        <h2 id="recent-title">Paid in the last half hour</h2>
        {recent.length === 0 ? (
          <p className="blank">No payment yet. The next one appears here without reloading.</p>
        ) : (
          <ul className="payment-list" aria-live="polite">
            {recent.map((payment) => (
              <PaymentItem key={payment.id} payment={payment} timeZone={site.timeZone} />
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

interface CountsProps {
  label: string
  rows: Array<{ name: string; count: number }>
  empty: string
}

function Counts({ label, rows, empty }: CountsProps) {
  if (rows.length === 0) return <p>{empty}</p>
  return (
    <ul className="item-list" aria-label={label}>
      {rows.map(({ name, count }) => (
        <li key={name}>
          <span className="item-name">{name}</span>
          <span>{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  )
}
