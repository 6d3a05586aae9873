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

export const sentNoticeSchema = z
  .object({
    id: z.string(),
    kind: noticeKindSchema,
    subject: z.string().describe('As in "Shop, Fri, Nov 20: 12 payments, €423.00".'),
    at: z.int(),
    state: z.enum(['due', 'sent', 'failed']),
    problem: z.string().nullable().describe('What the other side said to the last try; null: nothing was wrong.'),
  })
  .meta({ id: 'SentNotice' })
export type SentNotice = z.infer<typeof sentNoticeSchema>

/** `GET` and `PUT /api/sites/:id/notices` */
export const noticesAnswerSchema = z
  .object({
    canMail: z.boolean().describe('Whether this collector can send email at all.'),
    email: z.string(),
    mail: z.object({ kinds: z.array(noticeKindSchema), hidesAmounts: z.boolean() }),
    sent: z.array(sentNoticeSchema).describe('The newest to this member.'),
  })
  .meta({ id: 'NoticesAnswer' })
export type NoticesAnswer = z.infer<typeof noticesAnswerSchema>

export const noticeHookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    kinds: z.array(noticeKindSchema),
    hidesAmounts: z.boolean(),
    createdAt: z.int(),
    last: sentNoticeSchema.nullable().describe('The newest to this address.'),
  })
  .meta({ id: 'NoticeHook' })
export type NoticeHook = z.infer<typeof noticeHookSchema>

/** `GET` and `DELETE /api/sites/:id/notice-hooks` */
export const noticeHooksAnswerSchema = z.object({ hooks: z.array(noticeHookSchema) }).meta({ id: 'NoticeHooksAnswer' })
export type NoticeHooksAnswer = z.infer<typeof noticeHooksAnswerSchema>

/** Answer to `POST /api/sites/:id/notice-hooks` */
export const newNoticeHookAnswerSchema = z
  .object({ id: z.string(), secret: z.string() })
  .meta({ id: 'NewNoticeHookAnswer', description: 'The secret that signs is shown only now.' })
export type NewNoticeHookAnswer = z.infer<typeof newNoticeHookAnswerSchema>

/** `POST /api/notices/unsubscribe?token=` answers this. */
export interface Unsubscribed {
  siteName: string
}
