// Days against days: what the ledger has, what Stripe has, and on request the ids that make the difference.
import type { ReconcileItem, ReconcileKind, ReconcileRow } from '@farthing/contract'
import { Fragment, useId, useState } from 'react'
import { formatDays, formatMoment, formatPointShort } from '../format.ts'
import { formatMoney } from '../money.ts'
import { Chevron } from './popover.tsx'

export function ReconcileTable({ rows, timeZone }: { rows: ReconcileRow[]; timeZone: string }) {
  const year = rows[0]?.day.slice(0, 4)
  const dayOf = ({ day }: ReconcileRow) =>
    day.slice(0, 4) === year
      ? formatPointShort({ from: day, to: day, start: day }, 'day')
      : formatDays({ from: day, to: day })
  return (
    // Large amounts are wider than a phone: then the days scroll, and the page does not.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="reconcile-days" aria-label="Days" tabIndex={0}>
      <table className="reconcile-table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="wide-only">
              Ledger
            </th>
            <th scope="col">Stripe</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={`${row.day} ${row.currency}`}>
              {row.items.length === 0 ? (
                <EvenRow row={row} day={dayOf(row)} />
              ) : (
                <DifferingRow row={row} day={dayOf(row)} timeZone={timeZone} />
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function EvenRow({ row, day }: { row: ReconcileRow; day: string }) {
  return (
    <tr>
      <th scope="row">
        {day} <small>{row.currency.toUpperCase()}</small>
      </th>
      <Amounts row={row} />
    </tr>
  )
}

function DifferingRow({ row, day, timeZone }: { row: ReconcileRow; day: string; timeZone: string }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <tr className="differs">
        <th scope="row">
          <button
            type="button"
            className="row-button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {day} <small>{row.currency.toUpperCase()}</small>
            <Chevron />
          </button>
        </th>
        <Amounts row={row} />
      </tr>
      <tr id={id} hidden={!open} className="differs-detail">
        <td colSpan={4}>
          <ul>
            {row.items.map((item) => (
              <Item key={`${item.kind} ${item.id}`} item={item} currency={row.currency} timeZone={timeZone} />
            ))}
            {row.more > 0 && <li>And {row.more} more.</li>}
          </ul>
        </td>
      </tr>
    </>
  )
}

function Amounts({ row: { ledger, stripe, difference, currency } }: { row: ReconcileRow }) {
  return (
    <>
      <td className="wide-only">{formatMoney(ledger, currency)}</td>
      <td>{formatMoney(stripe, currency)}</td>
      <td className="difference">{difference === 0 ? '–' : formatMoney(difference, currency)}</td>
    </>
  )
}

const kinds: Record<ReconcileKind, string> = {
  charge: 'Payment',
  refund: 'Refund',
  dispute: 'Chargeback',
  reversal: 'Taken back',
}

function Item({ item, currency, timeZone }: { item: ReconcileItem; currency: string; timeZone: string }) {
  const money = (minor: number) => formatMoney(minor, currency)
  const { ledger, stripe } = item
  const what =
    ledger === null
      ? `${money(stripe ?? 0)} at Stripe, missing in the ledger`
      : stripe === null
        ? `${money(ledger)} in the ledger, not known to Stripe`
        : `${money(ledger)} in the ledger, ${money(stripe)} at Stripe`
  return (
    <li>
      <span>
        <strong>{kinds[item.kind]}</strong> {what}
      </span>
      <code>{item.id}</code>
      <small>{formatMoment(item.at, timeZone)}</small>
    </li>
  )
}
