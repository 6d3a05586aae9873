// How a subscription ends: at once, or marked to end with its period, which can be taken back.
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'

export function endSubscription(draft: Draft, id: string): void {
  const subscription = draft.get('subscription', id)
  if (subscription.status === 'canceled')
    throw unexpectedState('subscription', 'This subscription is already canceled.')
  draft.patch('subscription', id, {
    status: 'canceled',
    canceled_at: subscription.canceled_at ?? draft.now,
    ended_at: draft.now,
    cancellation_details: { ...noDetails, reason: 'cancellation_requested' },
  })
  draft.emit('customer.subscription.deleted', 'subscription', id)
}

const noDetails = { comment: null, feedback: null, feedback_option: null }

export function cancelAtPeriodEnd(draft: Draft, id: string, wanted: boolean): void {
  const { own } = draft.get('subscription', id)
  draft.patch('subscription', id, {
    cancel_at_period_end: wanted,
    cancel_at: wanted ? (own.items[0]?.current_period_end ?? null) : null,
    canceled_at: wanted ? draft.now : null,
    cancellation_details: { ...noDetails, reason: wanted ? 'cancellation_requested' : null },
  })
}
