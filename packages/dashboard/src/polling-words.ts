// What the owner reads about asking Stripe for news: how it is done, when next, and what it is good for.
import type { HealedAnswer, StripePolling } from '@farthing/contract'
import { formatAgo, formatCount } from './format.ts'

export function pollingSentence({ hasKey, by, nextAt }: StripePolling, now: number, locale?: string): string {
  if (!hasKey) return 'Without a key nobody asks Stripe: what a webhook misses is not found again.'
  if (by === null) return 'Stripe is asked for news within a minute, for the first time.'
  const next = nextAt === null || nextAt <= now ? '' : ` The next time ${formatAgo(nextAt, now, locale)}.`
  return by === 'events'
    ? `Stripe is asked for news every minute or so.${next}`
    : `The key may not read events, so that each list is looked through by itself: later, and less often.${next}`
}

export function healedSentence({ total }: HealedAnswer, locale?: string): string {
  if (total === 0) return 'Nothing was found that the webhook should have brought.'
  if (total === 1)
    return 'One event that the webhook should have brought was found by asking. It is counted like any other.'
  return `${formatCount(total, locale)} events that the webhook should have brought were found by asking. They are counted like any other.`
}
