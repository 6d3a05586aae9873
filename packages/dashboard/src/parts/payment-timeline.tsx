// The way to a payment and after it: visits, checkout, money in, money back, in the order of the clock.
import type { PaymentDetail, PaymentTouch, Site } from '@farthing/contract'
import { formatMoment } from '../format.ts'
import { formatMoney } from '../money.ts'
import { paymentVisits } from '../screen-tables.ts'
import { entryNames } from '../words.ts'
import { ScreenCard } from './screen-card.tsx'

interface Moment {
  key: string
  at: number
  kind: 'visit' | 'checkout' | 'money' | 'back'
  title: string
  text: string | null
}

export function PaymentTimeline({ site, detail }: { site: Site; detail: PaymentDetail }) {
  const moments = momentsOf(detail)
  return (
    <ScreenCard
      site={site}
      title="How it came about"
      file={`visits-${detail.payment.id}`}
      write={() => paymentVisits(detail)}
    >
      {detail.touches.length === 0 && (
        <p className="hint">No visit is known for this payment: what is known begins at the checkout.</p>
      )}
      <ol className="timeline">
        {moments.map(({ key, at, kind, title, text }) => (
          <li key={key} className={kind}>
            <strong>{title}</strong>
            {text !== null && <span>{text}</span>}
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, site.timeZone)}</time>
          </li>
        ))}
      </ol>
    </ScreenCard>
  )
}

function momentsOf({ touches, checkouts, entries }: PaymentDetail): Moment[] {
  const moments: Moment[] = [
    ...touches.map((touch) => ({
      key: `visit ${touch.sessionId} ${touch.position}`,
      at: touch.at,
      kind: 'visit' as const,
      title: touch.position === 0 ? `${touch.channel}, the visit that counts` : touch.channel,
      text: wordsOf(touch),
    })),
    ...checkouts.map(({ id, at, state }) => ({
      key: id,
      at,
      kind: 'checkout' as const,
      title: 'At the checkout',
      text: state,
    })),
    ...entries.map(({ id, at, kind, amount, currency }) => ({
      key: id,
      at,
      kind: amount < 0 ? ('back' as const) : ('money' as const),
      title: entryNames[kind],
      text: formatMoney(amount, currency),
    })),
  ]
  return moments.sort((a, b) => a.at - b.at)
}

const wordsOf = ({ source, medium, campaign, entryPage, country, device, browser }: PaymentTouch): string =>
  [source, medium, campaign, entryPage, [country, device, browser].filter((part) => part !== null).join(', ')]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
