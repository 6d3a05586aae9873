// A list of any length of which only the visible part is drawn; older payments are fetched when their place comes into view.
import type { PaymentRow, Site } from '@farthing/contract'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { formatMoment } from '../format.ts'
import { statusNames } from '../words.ts'
import { Amount, From, Why } from './payment-item.tsx'

const ROW_PX = 68
const AHEAD = 12

interface PaymentRowsProps {
  site: Site
  payments: PaymentRow[]
  /** Null: there are none, or they are on their way. */
  older: (() => void) | null
}

export function PaymentRows({ site, payments, older }: PaymentRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  const rows = useWindowVirtualizer({
    count: payments.length,
    estimateSize: () => ROW_PX,
    overscan: AHEAD,
    scrollMargin: top,
    getItemKey: (index) => payments[index]?.id ?? index,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (older !== null && payments.length > 0 && last >= payments.length - AHEAD) older()
  }, [last, older, payments.length])
  return (
    <ul ref={list} className="payment-rows" style={{ height: rows.getTotalSize() }}>
      {shown.map(({ index, start, key }) => {
        const payment = payments[index]
        if (payment === undefined) return null
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={payments.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <Row site={site} payment={payment} />
          </li>
        )
      })}
    </ul>
  )
}

/** For guests there is no page behind a payment: it names the customer. */
function Row({ site, payment }: { site: Site; payment: PaymentRow }) {
  const { search } = useLocation()
  const parts = <RowParts payment={payment} timeZone={site.timeZone} />
  if (site.role === 'guest') return <div className="payment-row">{parts}</div>
  return (
    <Link className="payment-row" to={`/sites/${site.id}/payments/${encodeURIComponent(payment.id)}${search}`}>
      {parts}
    </Link>
  )
}

function RowParts({ payment, timeZone }: { payment: PaymentRow; timeZone: string }) {
  const { attribution } = payment
  return (
    <>
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
        {formatMoment(payment.paidAt, timeZone)}
      </time>
    </>
  )
}
