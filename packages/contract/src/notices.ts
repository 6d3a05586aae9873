// What a site says by itself: to its members by email, and to programs by webhook.
import { z } from 'zod'

export const noticeKinds = ['daily', 'weekly', 'first_payment', 'silent', 'webhook_failing'] as const
export const noticeKindSchema = z.enum(noticeKinds)
export type NoticeKind = z.infer<typeof noticeKindSchema>

const kindsSchema = z.array(noticeKindSchema).max(noticeKinds.length)

/** `PUT /api/sites/:id/notices`: the own emails about this site. No kinds: none. */
export const noticeMailSchema = z.strictObject({ kinds: kindsSchema, hidesAmounts: z.boolean().default(false) })
export type NoticeMail = z.infer<typeof noticeMailSchema>

/** `POST /api/sites/:id/notice-hooks` */
export const newNoticeHookSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'an address looks like https://chat.example/hooks/shop' }).max(2000),
  kinds: kindsSchema.min(1, 'choose at least one notice'),
  hidesAmounts: z.boolean().default(false),
})
export type NewNoticeHook = z.infer<typeof newNoticeHookSchema>

export interface SentNotice {
  id: string
  kind: NoticeKind
  /** As in "Yesterday: 12 payments, €423.00". */
  subject: string
  at: number
  state: 'due' | 'sent' | 'failed'
  /** What the other side said to the last try; null: nothing was wrong. */
  problem: string | null
}

/** `GET` and `PUT /api/sites/:id/notices` */
export interface NoticesAnswer {
  /** Whether this collector can send email at all. */
  canMail: boolean
  email: string
  mail: NoticeMail
  /** The newest to this member. */
  sent: SentNotice[]
}

export interface NoticeHook {
  id: string
  url: string
  kinds: NoticeKind[]
  hidesAmounts: boolean
  createdAt: number
  /** The newest to this address. */
  last: SentNotice | null
}

/** `GET` and `DELETE /api/sites/:id/notice-hooks` */
export interface NoticeHooksAnswer {
  hooks: NoticeHook[]
}

/** Answer to `POST /api/sites/:id/notice-hooks`: the secret that signs is shown only now. */
export interface NewNoticeHookAnswer {
  id: string
  secret: string
}

/** `POST /api/notices/unsubscribe?token=` answers this. */
export interface Unsubscribed {
  siteName: string
}
