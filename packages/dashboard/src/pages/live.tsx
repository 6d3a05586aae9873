// Who is on the site right now, and the payments as they come.
import type { LiveMoment, Site } from '@farthing/contract'
import { formatCount } from '../format.ts'
import { ModeSwitch, TestBanner } from '../parts/mode-switch.tsx'
import { PaymentItem } from '../parts/payment-item.tsx'
import { ScreenCard } from '../parts/screen-card.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { PanelSkeleton } from '../parts/skeletons.tsx'
import { type Live, useLive } from '../parts/use-live.ts'
import { useView } from '../parts/use-view.ts'
import { liveChannels, livePages, paymentList } from '../screen-tables.ts'

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
      {live.moment !== null && <Moment site={site} moment={live.moment} />}
      {live.moment === null && (live.state === 'lost' ? <Lost /> : <PanelSkeleton rows={6} />)}
    </>
  )
}

function sentenceOf({ state }: Live): string {
  if (state === 'live') return 'As it happens: the last five minutes.'
  return state === 'lost' ? 'The connection is gone. Reload the page.' : 'Connecting to the collector…'
}

function Lost() {
  return (
    <div className="trouble" role="alert">
      <strong>Who is here cannot be shown</strong>
      <p>
        The collector ended the connection, or something between it and this browser did: some proxies hold such answers
        back.
      </p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        Reload the page
      </button>
    </div>
  )
}

function Moment({ site, moment }: { site: Site; moment: LiveMoment }) {
  const { visitors, pages, channels, recent } = moment
  return (
    <>
      <div className="payment-parts">
        <ScreenCard site={site} title="Visitors now" file="visitors-now" write={() => liveChannels(moment)}>
          <p className="mrr">
            <strong className="live-count">{formatCount(visitors)}</strong>
          </p>
          <Counts
            label="Channels"
            rows={channels.map(({ channel, visitors: count }) => ({ name: channel, count }))}
            empty="Nobody is here at the moment. Whoever comes shows up within seconds."
          />
        </ScreenCard>
        <ScreenCard site={site} title="Where they are" file="pages-now" write={() => livePages(moment)}>
          <Counts
            label="Pages"
            rows={pages.map(({ page, visitors: count }) => ({ name: page, count }))}
            empty="No page was looked at in the last five minutes."
          />
        </ScreenCard>
      </div>
      <ScreenCard
        site={site}
        title="Paid in the last half hour"
        file="paid-now"
        look="card payments live-payments"
        write={() => paymentList(recent)}
      >
        {recent.length === 0 ? (
          <p className="blank">No payment yet. The next one appears here without reloading.</p>
        ) : (
          <ul className="payment-list" aria-live="polite">
            {recent.map((payment) => (
              <PaymentItem key={payment.id} payment={payment} timeZone={site.timeZone} />
            ))}
          </ul>
        )}
      </ScreenCard>
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
