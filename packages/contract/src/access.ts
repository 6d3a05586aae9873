// Who may do what at a site: members and their roles, invitations, tokens of programs, share links, and the trace of changes.
import { z } from 'zod'

const emailSchema = z.email('that is not an email address').max(320)
const passwordSchema = z.string().min(10, 'a password has at least 10 characters').max(200)
const nameSchema = z.string().trim().min(1, 'a name has at least one character').max(120)

/** `owner`: everything, members too. `admin`: every other setting. `viewer`: looks. */
export const siteRoleSchema = z.enum(['owner', 'admin', 'viewer'])
export type SiteRole = z.infer<typeof siteRoleSchema>
export const standingSchema = z
  .union([z.enum(['guest']), siteRoleSchema])
  .meta({ id: 'Standing', description: '`guest`: came by a share link, and sees the reports only.' })
export type Standing = z.infer<typeof standingSchema>

export const hiddenAmountSchema = z.literal('amount hidden').meta({
  id: 'HiddenAmount',
  description: 'What stands in the place of each amount for a guest who may not see amounts.',
})
export type HiddenAmount = z.infer<typeof hiddenAmountSchema>

export const membersAnswerSchema = z
  .object({
    members: z.array(
      z.object({
        id: z.string(),
        email: z.string(),
        role: siteRoleSchema,
        everywhere: z.boolean().describe('Owner of every site of this collector: cannot be changed here.'),
        secondFactor: z.boolean(),
        createdAt: z.int(),
      }),
    ),
    invitations: z.array(z.object({ id: z.string(), email: z.string(), role: siteRoleSchema, expiresAt: z.int() })),
  })
  .meta({ id: 'MembersAnswer', description: '`GET /api/sites/:id/members`' })
export type MembersAnswer = z.infer<typeof membersAnswerSchema>

/** `POST /api/sites/:id/members` */
export const inviteSchema = z.strictObject({ email: emailSchema, role: siteRoleSchema })
export type Invite = z.infer<typeof inviteSchema>

export const inviteAnswerSchema = z
  .union([
    z.object({ done: z.literal('added') }),
    z.object({ done: z.literal('invited'), path: z.string(), expiresAt: z.int() }),
  ])
  .meta({
    id: 'InviteAnswer',
    description: '`added`: they had a password here already. `invited`: `path` is for them, and is shown only now.',
  })
export type InviteAnswer = z.infer<typeof inviteAnswerSchema>

/** `PATCH /api/sites/:id/members/:memberId` */
export const roleChangeSchema = z.strictObject({ role: siteRoleSchema })

/** `POST /api/invitation`: who an invitation is for. */
export const invitationSchema = z.strictObject({ token: z.string().min(1).max(200) })
export const invitationAnswerSchema = z
  .object({ email: z.string(), siteName: z.string(), role: siteRoleSchema })
  .meta({ id: 'InvitationAnswer' })
export type InvitationAnswer = z.infer<typeof invitationAnswerSchema>

/** `POST /api/join` makes the invited one a member, and signs in. */
export const joinSchema = z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema })
export type JoinRequest = z.infer<typeof joinSchema>

/** `server`: tells revenue. `read`: reads what a viewer sees. `write`: both, and changes settings. */
export const tokenScopeSchema = z.enum(['server', 'read', 'write'])
export type TokenScope = z.infer<typeof tokenScopeSchema>

/** `POST /api/sites/:id/tokens` */
export const newTokenSchema = z.strictObject({ name: nameSchema, scope: tokenScopeSchema })
export type NewTokenRequest = z.infer<typeof newTokenSchema>

export const tokenRowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: tokenScopeSchema,
    createdAt: z.int(),
    lastUsedAt: z.int().nullable(),
  })
  .meta({ id: 'TokenRow' })
export type TokenRow = z.infer<typeof tokenRowSchema>
export const tokensAnswerSchema = z.object({ tokens: z.array(tokenRowSchema) }).meta({ id: 'TokensAnswer' })
export type TokensAnswer = z.infer<typeof tokensAnswerSchema>
export const newTokenAnswerSchema = z
  .object({ id: z.string(), token: z.string() })
  .meta({ id: 'NewTokenAnswer', description: '`token` is shown only now.' })
export type NewTokenAnswer = z.infer<typeof newTokenAnswerSchema>

/** `POST /api/sites/:id/share-links` */
export const newShareLinkSchema = z.strictObject({
  name: nameSchema,
  password: z.string().min(6, 'the password of a link has at least 6 characters').max(200).optional(),
  hidesAmounts: z.boolean(),
  /** Absent: until it is removed. */
  days: z.number().int().min(1).max(3650).optional(),
})
export type NewShareLink = z.infer<typeof newShareLinkSchema>

export const shareLinkRowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    hasPassword: z.boolean(),
    hidesAmounts: z.boolean(),
    createdAt: z.int(),
    expiresAt: z.int().nullable(),
  })
  .meta({ id: 'ShareLinkRow' })
export type ShareLinkRow = z.infer<typeof shareLinkRowSchema>
export const shareLinksAnswerSchema = z
  .object({ shareLinks: z.array(shareLinkRowSchema) })
  .meta({ id: 'ShareLinksAnswer' })
export type ShareLinksAnswer = z.infer<typeof shareLinksAnswerSchema>
export const newShareLinkAnswerSchema = z
  .object({ id: z.string(), path: z.string() })
  .meta({ id: 'NewShareLinkAnswer', description: '`path` is shown only now.' })
export type NewShareLinkAnswer = z.infer<typeof newShareLinkAnswerSchema>

/** `POST /api/share`: comes in by a link. */
export const enterShareSchema = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().max(200).optional(),
})
export type EnterShare = z.infer<typeof enterShareSchema>
export const enterShareAnswerSchema = z
  .union([
    z.object({ state: z.literal('entered'), siteId: z.string() }),
    z.object({ state: z.literal('password_needed') }),
  ])
  .meta({ id: 'EnterShareAnswer' })
export type EnterShareAnswer = z.infer<typeof enterShareAnswerSchema>

/** `GET /api/sites/:id/audit?before=`: newest first. */
export const auditQuerySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}:\w+$/, 'what an earlier answer gave as nextBefore')
    .optional(),
})
export const auditAnswerSchema = z
  .object({
    changes: z.array(
      z.object({
        id: z.string(),
        at: z.int(),
        who: z.string().describe('An email, or the name of a token.'),
        what: z.string().describe('`PATCH site`, `POST tokens`, …'),
        fields: z
          .array(z.object({ name: z.string(), value: z.string().nullable() }))
          .describe('What was named in the change; the value where it is no secret.'),
      }),
    ),
    nextBefore: z.string().nullable(),
  })
  .meta({ id: 'AuditAnswer' })
export type AuditAnswer = z.infer<typeof auditAnswerSchema>
