// What each notice is called, and when it comes.
import type { NoticeKind, SentNotice } from '@farthing/contract'

export const noticeWords: Record<NoticeKind, { title: string; when: string }> = {
  daily: { title: 'Daily summary', when: 'Each morning at seven: the day before.' },
  weekly: { title: 'Weekly summary', when: 'On Monday morning: the week before.' },
  first_payment: { title: 'First payment of a campaign', when: 'When a campaign pays for the first time.' },
  silent: { title: 'Nothing is measured any more', when: 'No view for a day, and ten times as long as usual.' },
  webhook_failing: { title: 'Stripe’s webhook is turned away', when: 'A wrong signing secret, mostly.' },
}

/** In the order in which they are offered. */
export const noticeKinds: NoticeKind[] = ['daily', 'weekly', 'first_payment', 'silent', 'webhook_failing']

export const stateWords: Record<SentNotice['state'], string> = {
  due: 'On its way',
  sent: 'Sent',
  failed: 'Did not arrive',
}
