// Who may look, made up: the account, members, tokens, share links, the trace of changes, and what came from Stripe.
import type {
  AccountAnswer,
  AuditAnswer,
  DeliveriesAnswer,
  IdentitySecret,
  InvitationAnswer,
  LoginsAnswer,
  MembersAnswer,
  PasskeysAnswer,
  ScriptSettings,
  ShareLinksAnswer,
  TokensAnswer,
} from '@farthing/contract'
import { NOW } from './made-up-data.ts'
import { noticeLists } from './made-up-notices.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const account: AccountAnswer = { email: 'paddington@marmalade.example', secondFactor: null }

const logins: LoginsAnswer = {
  logins: [
    { id: 'login_1', browser: 'Firefox on Linux', createdAt: NOW - 2 * HOUR, lastSeenAt: NOW - 4_000, isThis: true },
    {
      id: 'login_2',
      browser: 'Safari on iPhone',
      createdAt: NOW - 19 * DAY,
      lastSeenAt: NOW - 9 * HOUR,
      isThis: false,
    },
  ],
}

const passkeys: PasskeysAnswer = {
  passkeys: [
    {
      ...{ id: 'passkey_1', name: 'Marmalade’s laptop', host: 'localhost' },
      ...{ createdAt: NOW - 70 * DAY, lastUsedAt: NOW - 2 * HOUR },
    },
    {
      ...{ id: 'passkey_2', name: 'Old phone', host: 'old-stats.marmalade.example' },
      ...{ createdAt: NOW - 300 * DAY, lastUsedAt: null },
    },
  ],
}

const member = (id: string, name: string, role: 'owner' | 'admin' | 'viewer', secondFactor: boolean) => ({
  id,
  email: `${name}@marmalade.example`,
  role,
  everywhere: id === 'user_1',
  secondFactor,
  createdAt: NOW - 90 * DAY,
})

const members: MembersAnswer = {
  members: [
    member('user_1', 'paddington', 'owner', true),
    member('user_2', 'judy', 'admin', true),
    member('user_3', 'jonathan.henry.brown.of.windsor.gardens', 'viewer', false),
  ],
  invitations: [{ id: 'inv_1', email: 'mrs.bird@marmalade.example', role: 'viewer', expiresAt: NOW + 6 * DAY }],
}

const tokens: TokensAnswer = {
  tokens: [
    { id: 'tok_a81k', name: 'The shop’s server', scope: 'server', createdAt: NOW - 80 * DAY, lastUsedAt: NOW - 60_000 },
    { id: 'tok_b92m', name: 'Spreadsheet', scope: 'read', createdAt: NOW - 8 * DAY, lastUsedAt: null },
  ],
}

const shareLinks: ShareLinksAnswer = {
  shareLinks: [
    {
      id: 'share_1',
      name: 'Agency',
      hasPassword: true,
      hidesAmounts: true,
      createdAt: NOW - 30 * DAY,
      expiresAt: NOW + 60 * DAY,
    },
    {
      id: 'share_2',
      name: 'The office screen',
      hasPassword: false,
      hidesAmounts: false,
      createdAt: NOW,
      expiresAt: null,
    },
  ],
}

const change = (index: number, what: string, fields: AuditAnswer['changes'][number]['fields'], who = 'judy') => ({
  id: `change_${index}`,
  at: NOW - index * 7.3 * HOUR,
  who: `${who}@marmalade.example`,
  what,
  fields,
})

const audit: AuditAnswer = {
  changes: [
    change(0, 'PATCH site', [{ name: 'retentionDays', value: '365' }]),
    change(1, 'PUT stripe', [{ name: 'apiKey', value: null }], 'paddington'),
    change(2, 'POST members', [
      { name: 'email', value: 'mrs.bird@marmalade.example' },
      { name: 'role', value: 'viewer' },
    ]),
    change(3, 'POST tokens', [{ name: 'name', value: 'Spreadsheet' }]),
    change(4, 'POST share-links', [{ name: 'hidesAmounts', value: 'true' }]),
  ],
  nextBefore: '1:change',
}

const delivery = (index: number, type: string, outcome: string | null): DeliveriesAnswer['deliveries'][number] => ({
  id: `evt_1Qk${index}LmR2eZvKYlo2C`,
  shape: 'a',
  connection: 'c',
  door: index === 2 ? 'poll' : 'webhook',
  mode: 'live',
  type,
  receivedAt: NOW - index * HOUR - 30_000,
  handledAt: outcome === null ? null : NOW - index * HOUR,
  attempts: outcome === null ? 3 : 1,
  outcome,
})

const deliveries: DeliveriesAnswer = {
  deliveries: [
    delivery(0, 'checkout.session.completed', 'Booked as a payment of this site.'),
    delivery(1, 'charge.refunded', null),
    delivery(2, 'invoice.paid', 'Nothing new: the same was known already.'),
  ],
  nextBefore: '1:older',
}

const identity: IdentitySecret = { required: true, hint: 'k3f9', createdAt: NOW - 12 * DAY }
const script: ScriptSettings = { paymentHosts: ['pay.marmalade.example'], respect: ['globalPrivacyControl'] }

export const invitation: InvitationAnswer = {
  email: 'mrs.bird@marmalade.example',
  siteName: 'Marmalade & Sons',
  role: 'viewer',
}

/** By the last word of the path. `empty` is of a site that was added a minute ago. */
const lists: Record<string, { full: object; empty: object }> = {
  ...noticeLists,
  account: { full: { ...account, secondFactor: { since: NOW - 40 * DAY, recoveryCodes: 8 } }, empty: account },
  logins: { full: logins, empty: { logins: logins.logins.slice(0, 1) } },
  passkeys: { full: passkeys, empty: { passkeys: [] } },
  members: { full: members, empty: { members: members.members.slice(0, 1), invitations: [] } },
  tokens: { full: tokens, empty: { tokens: [] } },
  'share-links': { full: shareLinks, empty: { shareLinks: [] } },
  audit: { full: audit, empty: { changes: [], nextBefore: null } },
  'identity-secret': { full: identity, empty: { required: false, hint: null, createdAt: null } },
  script: { full: script, empty: {} },
  deliveries: { full: deliveries, empty: { deliveries: [], nextBefore: null } },
}

/** Null: not one of these. */
export function accessAnswer(path: string, empty: boolean): object | null {
  const found = lists[path.split('/').at(-1) ?? '']
  return found === undefined ? null : empty ? found.empty : found.full
}
