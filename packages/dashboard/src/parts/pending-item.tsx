// A visitor came back from checkout, and Stripe has not confirmed the payment: why, and what happens next.
import type { PendingReturn } from '@farthing/contract'
import { formatAgo, formatMoment } from '../format.ts'
import { Coin } from './coin.tsx'
import { useNow } from './use-now.ts'

export function PendingItem({ pending, timeZone }: { pending: PendingReturn; timeZone: string }) {
  const now = useNow()
  const waits = pending.state === 'pending'
  return (
    <li className={waits ? 'pending-item' : 'pending-item refused'}>
      <Coin quarters={waits ? 1 : 0} size={20} turning={waits} />
      <div>
        <p>
          <span className={waits ? 'pill pending' : 'pill failed'}>{waits ? 'Pending' : 'Refused'}</span>{' '}
          {pending.reason}
        </p>
        <p className="pending-meta">
          Reported {formatMoment(pending.reportedAt, timeZone)}
          {waits && pending.nextAttemptAt !== null && (
            <> · asked again {pending.nextAttemptAt <= now ? 'now' : formatAgo(pending.nextAttemptAt, now)}</>
          )}
        </p>
        <p className="pending-meta">
          <code>{pending.checkoutSessionId}</code>
        </p>
      </div>
    </li>
  )
}
