// One payment in a line, and on request everything that is known about it.
import type { PaymentRow, TouchView } from '@farthing/contract'
import { type ReactNode, useState } from 'react'
import { formatAgo, formatMoment } from '../format.ts'
import { formatMoney } from '../money.ts'
import { evidenceNames, gradeName, statusNames, unattributedNames } from '../words.ts'
import { Coin } from './coin.tsx'
import { Chevron } from './popover.tsx'
import { useNow } from './use-now.ts'

interface ItemProps {
  payment: PaymentRow
  timeZone: string
}

export function PaymentItem({ payment, timeZone }: ItemProps) {
  const now = useNow()
  const { attribution } = payment
  const fresh = now - payment.paidAt < 60_000
  // Fifty payments are listed, and few are looked into.
  const [open, setOpen] = useState(false)
  return (
    <li>
      <details
        className={fresh ? 'payment fresh' : 'payment'}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>
          <span className="payment-money">
            <Amount payment={payment} />
          </span>
          <span className="payment-status">
            <span className={`pill ${payment.status}`}>{statusNames[payment.status]}</span>
          </span>
          <span className="payment-from">
            {attribution.kind === 'attributed' ? (
              <From touch={attribution.touch} />
            ) : (
              <span className="nameless">Not attributed</span>
            )}
          </span>
          <span className="payment-why">
            <Why payment={payment} />
          </span>
          <time className="payment-when" dateTime={new Date(payment.paidAt).toISOString()}>
            {formatAgo(Math.min(payment.paidAt, now), now)}
            <small>{formatMoment(payment.paidAt, timeZone)}</small>
          </time>
          <Chevron />
        </summary>
        {open && <Detail payment={payment} timeZone={timeZone} />}
      </details>
    </li>
  )
}

/** Net is what counts. Where nothing is left, the struck amount says more than a zero. */
export function Amount({ payment: { gross, net, refunds, currency } }: { payment: PaymentRow }) {
  const gone = net === 0 && gross !== 0
  return (
    <>
      <strong className={gone ? 'gone' : undefined}>{formatMoney(gone ? gross : net, currency)}</strong>
      {gone && <small>net {formatMoney(net, currency)}</small>}
      {!gone && refunds < 0 && <small>of {formatMoney(gross, currency)}</small>}
    </>
  )
}

export function From({ touch }: { touch: TouchView }) {
  const rest = [touch.source, touch.campaign].filter((part) => part !== null)
  return (
    <>
      <strong>{touch.channel}</strong>
      {rest.length > 0 && <small>{rest.join(' · ')}</small>}
    </>
  )
}

export function Why({ payment: { attribution } }: { payment: PaymentRow }) {
  if (attribution.kind === 'unattributed') {
    return (
      <>
        <Coin quarters={0} size={16} />
        <span>{unattributedNames[attribution.reason].short}</span>
      </>
    )
  }
  const grade = gradeName(attribution.grade)
  return (
    <>
      <Coin quarters={grade.quarters} size={16} />
      <span>
        {evidenceNames[attribution.evidence].short}
        <small>
          {grade.name} · grade {attribution.grade}
        </small>
      </span>
    </>
  )
}

function Detail({ payment, timeZone }: ItemProps) {
  const { attribution } = payment
  const money = (minor: number) => formatMoney(minor, payment.currency)
  return (
    <div className="payment-detail">
      <p>
        {attribution.kind === 'attributed'
          ? evidenceNames[attribution.evidence].long
          : unattributedNames[attribution.reason].long}
      </p>
      <dl>
        <Fact name="Gross" value={money(payment.gross)} />
        <Fact name="Refunds" value={money(payment.refunds)} />
        <Fact name="Net" value={money(payment.net)} />
        {payment.fees.map(({ currency, amount }) => (
          <Fact key={currency} name="Stripe’s fee" value={formatMoney(amount, currency)} />
        ))}
        {payment.outside > 0 && <Fact name="Paid elsewhere, not counted" value={money(payment.outside)} />}
        <Fact name="Paid" value={formatMoment(payment.paidAt, timeZone)} />
        {payment.description !== null && <Fact name="For" value={payment.description} />}
        {attribution.kind === 'attributed' && <TouchFacts touch={attribution.touch} timeZone={timeZone} />}
        <Fact name="Payment" value={<code>{payment.id}</code>} />
      </dl>
    </div>
  )
}

function TouchFacts({ touch, timeZone }: { touch: TouchView; timeZone: string }) {
  return (
    <>
      <Fact name="Visit began" value={formatMoment(touch.at, timeZone)} />
      <Fact name="Entry page" value={touch.entryPage} />
      <Fact name="Source" value={[touch.source, touch.medium].filter((part) => part !== null).join(' / ') || 'None'} />
      <Fact name="Campaign" value={touch.campaign ?? 'None'} />
      <Fact name="Visit" value={<code>{touch.sessionId}</code>} />
    </>
  )
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
