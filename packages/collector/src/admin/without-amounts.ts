// An answer as a guest may see it who may not see amounts: every number but counts and times is taken out.
import type { HiddenAmount } from '@farthing/contract'

const hidden: HiddenAmount = 'amount hidden'

/** What is not listed is taken for money: a new figure is hidden until somebody says that it is none. */
const harmless = new Set([
  ...['visitors', 'visits', 'views', 'bounces', 'durationMs', 'payments', 'conversions', 'conversion', 'events'],
  ...['pending', 'count', 'now', 'at', 'paidAt', 'reportedAt', 'nextAttemptAt', 'createdAt', 'retentionDays'],
  ...['startedAt', 'endedAt', 'weight'],
  ...['lookBackDays', 'grade', 'position', 'customers', 'after', 'unknown', 'total', 'nextOffset'],
])
/** Texts in which the owner, or Stripe, may have written an amount. */
const telling = new Set(['description', 'sentence'])

export function withoutAmounts(answer: unknown, key = ''): unknown {
  if (typeof answer === 'number') return harmless.has(key) ? answer : hidden
  if (typeof answer === 'string') return telling.has(key) ? null : answer
  if (Array.isArray(answer)) return answer.map((one) => withoutAmounts(one, key))
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, withoutAmounts(value, name)]))
}
