// How the dashboard speaks about access: the own account, members, tokens, share links, the trace of changes.
import type {
  AccountAnswer,
  AuditAnswer,
  DeliveriesAnswer,
  HealedAnswer,
  IdentitySecret,
  IgnoredMessages,
  Invite,
  InviteAnswer,
  LoginsAnswer,
  MembersAnswer,
  NewNoticeHook,
  NewNoticeHookAnswer,
  NewPasskey,
  NewSecondFactor,
  NewShareLink,
  NewShareLinkAnswer,
  NewTokenAnswer,
  NewTokenRequest,
  NoticeHooksAnswer,
  NoticeMail,
  NoticesAnswer,
  PasskeyCreation,
  PasskeysAnswer,
  PasswordChange,
  RecoveryCodes,
  ReplayDelivery,
  ScriptSettings,
  ShareLinksAnswer,
  SiteRole,
  StripeBackfill,
  StripePolling,
  TokensAnswer,
  Unsubscribed,
} from '@farthing/contract'
import { get, send, site } from './api.ts'

const named = (id: string, part: string, one: string) => `${site(id)}/${part}/${encodeURIComponent(one)}`

export const accountApi = {
  show: (signal: AbortSignal) => get<AccountAnswer>('/api/account', signal),
  logins: (signal: AbortSignal) => get<LoginsAnswer>('/api/account/logins', signal),
  endLogin: (id: string) => send<LoginsAnswer>('DELETE', `/api/account/logins/${encodeURIComponent(id)}`, {}),
  changePassword: (body: PasswordChange) => send<AccountAnswer>('POST', '/api/account/password', body),
  beginSecondFactor: (password: string) => send<NewSecondFactor>('POST', '/api/account/second-factor', { password }),
  confirmSecondFactor: (code: string) => send<RecoveryCodes>('POST', '/api/account/second-factor/confirm', { code }),
  removeSecondFactor: (password: string) =>
    send<AccountAnswer>('POST', '/api/account/second-factor/remove', { password }),
  passkeys: (signal: AbortSignal) => get<PasskeysAnswer>('/api/account/passkeys', signal),
  beginPasskey: (password: string) => send<PasskeyCreation>('POST', '/api/account/passkeys/begin', { password }),
  addPasskey: (body: NewPasskey) => send<PasskeysAnswer>('POST', '/api/account/passkeys', body),
  removePasskey: (id: string, password: string) =>
    send<PasskeysAnswer>('POST', `/api/account/passkeys/${encodeURIComponent(id)}/remove`, { password }),
}

export const membersApi = {
  list: (id: string, signal: AbortSignal) => get<MembersAnswer>(`${site(id)}/members`, signal),
  invite: (id: string, body: Invite) => send<InviteAnswer>('POST', `${site(id)}/members`, body),
  changeRole: (id: string, memberId: string, role: SiteRole) =>
    send<MembersAnswer>('PATCH', named(id, 'members', memberId), { role }),
  remove: (id: string, memberId: string) => send<MembersAnswer>('DELETE', named(id, 'members', memberId), {}),
  takeBack: (id: string, invitationId: string) =>
    send<MembersAnswer>('DELETE', named(id, 'members/invitations', invitationId), {}),
}

export const tokensApi = {
  list: (id: string, signal: AbortSignal) => get<TokensAnswer>(`${site(id)}/tokens`, signal),
  add: (id: string, body: NewTokenRequest) => send<NewTokenAnswer>('POST', `${site(id)}/tokens`, body),
  remove: (id: string, tokenId: string) => send<TokensAnswer>('DELETE', named(id, 'tokens', tokenId), {}),
}

export const identityApi = {
  show: (id: string, signal: AbortSignal) => get<IdentitySecret>(`${site(id)}/identity-secret`, signal),
  change: (id: string, body: { required?: boolean; renew?: boolean }) =>
    send<IdentitySecret>('POST', `${site(id)}/identity-secret`, body),
  remove: (id: string) => send<IdentitySecret>('DELETE', `${site(id)}/identity-secret`, {}),
}

export const scriptApi = {
  show: (id: string, signal: AbortSignal) => get<ScriptSettings>(`${site(id)}/script`, signal),
  change: (id: string, body: ScriptSettings) => send<ScriptSettings>('PUT', `${site(id)}/script`, body),
}

export const historyApi = {
  show: (id: string, signal: AbortSignal) => get<StripeBackfill>(`${site(id)}/stripe/backfill`, signal),
  begin: (id: string, body: { from?: string }) => send<StripeBackfill>('POST', `${site(id)}/stripe/backfill`, body),
}

export const pollingApi = {
  show: (id: string, signal: AbortSignal) => get<StripePolling>(`${site(id)}/stripe/polling`, signal),
  healed: (id: string, signal: AbortSignal) => get<HealedAnswer>(`${site(id)}/stripe/healed`, signal),
}

export const noticesApi = {
  show: (id: string, signal: AbortSignal) => get<NoticesAnswer>(`${site(id)}/notices`, signal),
  change: (id: string, body: NoticeMail) => send<NoticesAnswer>('PUT', `${site(id)}/notices`, body),
  hooks: (id: string, signal: AbortSignal) => get<NoticeHooksAnswer>(`${site(id)}/notice-hooks`, signal),
  addHook: (id: string, body: NewNoticeHook) => send<NewNoticeHookAnswer>('POST', `${site(id)}/notice-hooks`, body),
  removeHook: (id: string, hookId: string) => send<NoticeHooksAnswer>('DELETE', named(id, 'notice-hooks', hookId), {}),
  unsubscribe: (token: string) =>
    send<Unsubscribed>('POST', `/api/notices/unsubscribe?token=${encodeURIComponent(token)}`, {}),
}

export const shareApi = {
  list: (id: string, signal: AbortSignal) => get<ShareLinksAnswer>(`${site(id)}/share-links`, signal),
  add: (id: string, body: NewShareLink) => send<NewShareLinkAnswer>('POST', `${site(id)}/share-links`, body),
  remove: (id: string, linkId: string) => send<ShareLinksAnswer>('DELETE', named(id, 'share-links', linkId), {}),
}

export const auditApi = {
  list: (id: string, before: string | null, signal: AbortSignal) =>
    get<AuditAnswer>(`${site(id)}/audit${before === null ? '' : `?before=${encodeURIComponent(before)}`}`, signal),
}

export const deliveriesApi = {
  list: (id: string, before: string | null, signal: AbortSignal) =>
    get<DeliveriesAnswer>(
      `${site(id)}/stripe/deliveries${before === null ? '' : `?before=${encodeURIComponent(before)}`}`,
      signal,
    ),
  replay: (id: string, body: ReplayDelivery) => send<object>('POST', `${site(id)}/stripe/deliveries/replay`, body),
}

export const ignoredApi = {
  list: (id: string, signal: AbortSignal) => get<IgnoredMessages>(`${site(id)}/ignored?days=30`, signal),
}

export type PersonName = { email: string } | { customId: string }
export interface Forgotten {
  visits: number
  identifications: number
  messages: number
  facts: number
}

/** Where everything of a site is, as a file. */
export const siteArchive = (id: string): string => `${site(id)}/export`

export const personsApi = {
  exported: (id: string, name: PersonName) =>
    send<{ person: string | null }>('POST', `${site(id)}/persons/export`, name),
  remove: (id: string, name: PersonName) => send<Forgotten>('POST', `${site(id)}/persons/delete`, name),
}
