// What a site says by itself, made up.
import type { NoticeHooksAnswer, NoticesAnswer, Unsubscribed } from '@farthing/contract'
import { NOW } from './made-up-data.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const email = 'paddington@marmalade.example'

const notices: NoticesAnswer = {
  canMail: true,
  email,
  mail: { kinds: ['weekly', 'first_payment', 'silent'], hidesAmounts: false },
  sent: [
    {
      ...{ id: 'notice_1', kind: 'first_payment', at: NOW - 3 * HOUR, state: 'due' },
      ...{ subject: 'Marmalade & Sons: the first payment of autumn-letter', problem: 'The mailbox is full.' },
    },
    {
      ...{ id: 'notice_2', kind: 'weekly', at: NOW - 2 * DAY, state: 'sent', problem: null },
      subject: 'Marmalade & Sons, Mon, Nov 9 – Sun, Nov 15: 214 payments, €8,412.30',
    },
  ],
}

const hooks: NoticeHooksAnswer = {
  hooks: [
    {
      ...{
        id: 'way_1',
        url: 'https://chat.marmalade.example/hooks/till',
        hidesAmounts: true,
        createdAt: NOW - 40 * DAY,
      },
      kinds: ['first_payment', 'webhook_failing'],
      last: {
        id: 'notice_3',
        kind: 'first_payment',
        subject: 'The first payment',
        at: NOW,
        state: 'sent',
        problem: null,
      },
    },
  ],
}

const unsubscribed: Unsubscribed = { siteName: 'Marmalade & Sons' }

/** By the last word of the path. */
export const noticeLists: Record<string, { full: object; empty: object }> = {
  notices: {
    full: notices,
    empty: { canMail: false, email, mail: { kinds: [], hidesAmounts: false }, sent: [] } satisfies NoticesAnswer,
  },
  'notice-hooks': { full: hooks, empty: { hooks: [] } satisfies NoticeHooksAnswer },
  unsubscribe: { full: unsubscribed, empty: unsubscribed },
}
