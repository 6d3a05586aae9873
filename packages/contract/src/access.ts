// Who may do what at a site: members and their roles, invitations, tokens of programs, share links, and the trace of changes.
import { z } from 'zod'

const emailSchema = z.email('that is not an email address').max(320)
const passwordSchema = z.string().min(10, 'a password has at least 10 characters').max(200)
const nameSchema = z.string().trim().min(1, 'a name has at least one character').max(120)

/** `owner`: everything, members too. `admin`: every other setting. `viewer`: looks. */
export const siteRoleSchema = z.enum(['owner', 'admin', 'viewer'])
export type SiteRole = z.infer<typeof siteRoleSchema>
/** `guest`: came by a share link, and sees the reports only. */
export type Standing = SiteRole | 'guest'

/** What stands in the place of each amount for a guest who may not see amounts. */
export type HiddenAmount = 'amount hidden'

/** `GET /api/sites/:id/members` */
export interface MembersAnswer {
  members: {
    id: string
    email: string
    role: SiteRole
    /** Owner of every site of this collector: cannot be changed here. */
    everywhere: boolean
    secondFactor: boolean
    createdAt: number
  }[]
  invitations: { id: string; email: string; role: SiteRole; expiresAt: number }[]
}

/** `POST /api/sites/:id/members` */
export const inviteSchema = z.strictObject({ email: emailSchema, role: siteRoleSchema })
export type Invite = z.infer<typeof inviteSchema>

/** `added`: they had a password here already. `invited`: `path` is for them, and is shown only now. */
export type InviteAnswer = { done: 'added' } | { done: 'invited'; path: string; expiresAt: number }

/** `PATCH /api/sites/:id/members/:memberId` */
export const roleChangeSchema = z.strictObject({ role: siteRoleSchema })

/** `POST /api/invitation`: who an invitation is for. */
export const invitationSchema = z.strictObject({ token: z.string().min(1).max(200) })
export interface InvitationAnswer {
  email: string
  siteName: string
  role: SiteRole
}

/** `POST /api/join` makes the invited one a member, and signs in. */
export const joinSchema = z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema })
export type JoinRequest = z.infer<typeof joinSchema>

/** `server`: tells revenue. `read`: reads what a viewer sees. `write`: both, and changes settings. */
export const tokenScopeSchema = z.enum(['server', 'read', 'write'])
export type TokenScope = z.infer<typeof tokenScopeSchema>

/** `POST /api/sites/:id/tokens` */
export const newTokenSchema = z.strictObject({ name: nameSchema, scope: tokenScopeSchema })
export type NewTokenRequest = z.infer<typeof newTokenSchema>

export interface TokenRow {
  id: string
  name: string
  scope: TokenScope
  createdAt: number
  lastUsedAt: number | null
}
export interface TokensAnswer {
  tokens: TokenRow[]
}
/** `token` is shown only now. */
export interface NewTokenAnswer {
  id: string
  token: string
}

/** `POST /api/sites/:id/share-links` */
export const newShareLinkSchema = z.strictObject({
  name: nameSchema,
  password: z.string().min(6, 'the password of a link has at least 6 characters').max(200).optional(),
  hidesAmounts: z.boolean(),
  /** Absent: until it is removed. */
  days: z.number().int().min(1).max(3650).optional(),
})
export type NewShareLink = z.infer<typeof newShareLinkSchema>

export interface ShareLinkRow {
  id: string
  name: string
  hasPassword: boolean
  hidesAmounts: boolean
  createdAt: number
  expiresAt: number | null
}
export interface ShareLinksAnswer {
  shareLinks: ShareLinkRow[]
}
/** `path` is shown only now. */
export interface NewShareLinkAnswer {
  id: string
  path: string
}

/** `POST /api/share`: comes in by a link. */
export const enterShareSchema = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().max(200).optional(),
})
export type EnterShare = z.infer<typeof enterShareSchema>
export type EnterShareAnswer = { state: 'entered'; siteId: string } | { state: 'password_needed' }

/** `GET /api/sites/:id/audit?before=`: newest first. */
export const auditQuerySchema = z.object({
  before: z
    .string()
    .regex(/^\d{1,16}:\w+$/, 'what an earlier answer gave as nextBefore')
    .optional(),
})
export interface AuditAnswer {
  changes: {
    id: string
    at: number
    /** An email, or the name of a token. */
    who: string
    /** `PATCH site`, `POST tokens`, … */
    what: string
    /** What was named in the change; the value where it is no secret. */
    fields: { name: string; value: string | null }[]
  }[]
  nextBefore: string | null
}
