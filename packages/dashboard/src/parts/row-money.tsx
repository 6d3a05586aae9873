// What a row earned: its own currency first, the others beneath, and what the chosen model moved.
import type { Revenue } from '@farthing/contract'
import { formatDelta } from '../format.ts'
import { formatMoney } from '../money.ts'
import { otherRevenue } from '../series.ts'

interface RowMoneyProps {
  revenue: Revenue[]
  currency: string
  kind?: 'net' | 'gross' | 'refunds'
  /** Against the usual model, in the leading currency. */
  moved?: number | null
}

export function RowMoney({ revenue, currency, kind = 'net', moved = null }: RowMoneyProps) {
  const own = revenue.filter((one) => one.currency === currency)
  return (
    <>
      {revenue.length === 0 && <span className="nothing">–</span>}
      {[...own, ...otherRevenue(revenue, currency)].map((one, index) => (
        <span key={one.currency} className={index === 0 ? undefined : 'also'}>
          {formatMoney(one[kind], one.currency)}
        </span>
      ))}
      {moved !== null && <Moved by={moved} currency={currency} />}
    </>
  )
}

export function Moved({ by, currency }: { by: number; currency: string }) {
  if (by === 0 || Number.isNaN(by)) return <span className="moved">±0</span>
  return (
    <span className={by > 0 ? 'moved up' : 'moved down'}>
      {formatDelta(by, currency)}
      <span className="unseen"> against the usual model</span>
    </span>
  )
}
