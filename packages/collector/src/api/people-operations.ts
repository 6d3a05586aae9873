// Members, programs and guests of a site, persons who ask for their data, and one's own account, described.
import * as contract from '@farthing/contract'
import { z } from 'zod'
import {
  admins,
  adminsInPerson,
  created,
  type Method,
  type Operation,
  ok,
  ownersInPerson,
  SITE,
  type Who,
} from './operation.ts'

type Rest = Pick<Operation, 'answers'> & Partial<Operation>

const ofSite =
  (who: Who) =>
  (method: Method, path: string, summary: string, rest: Rest): Operation => ({
    method,
    path: `${SITE}${path}`,
    tag: 'people',
    summary,
    who,
    ...rest,
  })

const inPerson = ofSite(adminsInPerson)
const ofOwners = ofSite(ownersInPerson)
const tokens = ok(contract.tokensAnswerSchema, { tokens: [] })
const links = ok(contract.shareLinksAnswerSchema, { shareLinks: [] })
const members = ok(contract.membersAnswerSchema, { members: [], invitations: [] })
const person = { schema: contract.personNameSchema, example: { customId: 'user_42' } }
const identitySecret = { required: false, hint: 'k3f9', createdAt: 1_767_225_600_000 }

/** One row for each thing that is kept: what is in them is in the data map. */
const rows = z.array(z.record(z.string(), z.unknown()))
const personExportSchema = z
  .looseObject({ site: z.string(), person: z.string().nullable(), names: rows, identifications: rows, visits: rows })
  .meta({ id: 'PersonExport' })
const forgottenSchema = z
  .object({ visits: z.int(), identifications: z.int(), messages: z.int(), facts: z.int() })
  .meta({ id: 'Forgotten' })

const people: Operation[] = [
  ofSite(admins)('post', '/persons/export', 'Everything that is kept of a person', {
    body: person,
    answers: ok(personExportSchema),
  }),
  ofSite(admins)('post', '/persons/delete', 'Forgets a person; the money stays, without names', {
    body: person,
    answers: ok(forgottenSchema, { visits: 3, identifications: 1, messages: 2, facts: 4 }),
  }),
  inPerson('get', '/identity-secret', 'Whether identities must be signed', {
    answers: ok(contract.identitySecretSchema, identitySecret),
  }),
  inPerson('post', '/identity-secret', 'Makes a secret, or another one', {
    body: { schema: contract.identitySecretChangeSchema, example: { required: true } },
    answers: ok(contract.identitySecretSchema, { ...identitySecret, required: true }),
  }),
  inPerson('delete', '/identity-secret', 'Removes the secret: no identity is signed any more', {
    answers: ok(contract.identitySecretSchema, { required: false, hint: null, createdAt: null }),
  }),
  inPerson('get', '/tokens', 'Tokens of programs', { answers: tokens }),
  inPerson('post', '/tokens', 'Makes a token, and shows it once', {
    body: { schema: contract.newTokenSchema, example: { name: 'Sheet', scope: 'read' } },
    answers: created(contract.newTokenAnswerSchema, { id: 'tok_1', token: 'fth_…' }),
  }),
  inPerson('delete', '/tokens/{id}', 'Ends a token', { answers: tokens }),
  inPerson('get', '/share-links', 'Links that show the reports to whoever has them', { answers: links }),
  inPerson('post', '/share-links', 'Makes a link, and shows it once', {
    body: { schema: contract.newShareLinkSchema, example: { name: 'Agency', hidesAmounts: true } },
    answers: created(contract.newShareLinkAnswerSchema, { id: 'link_1', path: '/share?token=…' }),
  }),
  inPerson('delete', '/share-links/{id}', 'Ends a link', { answers: links }),
  inPerson('get', '/audit', 'Who changed what', {
    query: contract.auditQuerySchema,
    answers: ok(contract.auditAnswerSchema, { changes: [], nextBefore: null }),
  }),
  inPerson('get', '/members', 'Who may enter', { who: adminsInPerson, answers: members }),
  ofOwners('post', '/members', 'Invites somebody', {
    body: { schema: contract.inviteSchema, example: { email: 'ada@shop.example', role: 'viewer' } },
    answers: created(contract.inviteAnswerSchema, { done: 'added' }),
    refusals: [409],
  }),
  ofOwners('patch', '/members/{id}', 'Gives a member another role', {
    body: { schema: contract.roleChangeSchema, example: { role: 'admin' } },
    answers: members,
    refusals: [409],
  }),
  ofOwners('delete', '/members/{id}', 'Takes a member off the site', { answers: members, refusals: [409] }),
  ofOwners('delete', '/members/invitations/{id}', 'Takes an invitation back', { answers: members }),
]

const account = (method: Method, path: string, summary: string, rest: Rest): Operation => ({
  method,
  path: `/api${path}`,
  tag: 'account',
  summary,
  who: path.startsWith('/account') ? 'member' : 'anyone',
  ...rest,
})

const signedIn = { state: 'signed_in', user: { id: 'user_1', email: 'ada@shop.example', everywhere: true } }
const mine = { email: 'ada@shop.example', secondFactor: null }
const password = 'a long password'
const token = 'from-the-link'

const handle = 'bWVtYmVyXzE'
const madeCredential = { id: 'Y3JlZA', rawId: 'Y3JlZA', type: 'public-key' }
const passkeys = {
  passkeys: [
    {
      ...{ id: 'passkey_1', name: 'Laptop', host: 'stats.example' },
      ...{ createdAt: 1_767_225_600_000, lastUsedAt: null },
    },
  ],
}

const passkeyAccounts: Operation[] = [
  account('post', '/login/passkey/begin', 'What a passkey has to sign, for one try within five minutes', {
    answers: ok(contract.passkeyRequestSchema, {
      ...{ rpId: 'stats.example', challenge: 'cmFuZG9t', timeout: 300_000, userVerification: 'required' },
    }),
    refusals: [409, 429],
  }),
  account('post', '/login/passkey', 'Signs in with a passkey alone', {
    body: {
      schema: contract.passkeyLoginSchema,
      example: {
        response: {
          ...madeCredential,
          response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: handle },
        },
      },
    },
    answers: ok(contract.sessionAnswerSchema, signedIn),
    refusals: [401, 409, 429],
  }),
  account('get', '/account/passkeys', 'One’s own passkeys', { answers: ok(contract.passkeysAnswerSchema, passkeys) }),
  account('post', '/account/passkeys/begin', 'What a browser needs to make a passkey', {
    body: { schema: contract.ownPasswordSchema, example: { password } },
    answers: ok(contract.passkeyCreationSchema, {
      rp: { id: 'stats.example', name: 'Farthing' },
      user: { id: handle, name: mine.email, displayName: mine.email },
      challenge: 'cmFuZG9t',
      pubKeyCredParams: [{ alg: -7, type: 'public-key' }],
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    }),
    refusals: [403, 409, 429],
  }),
  account('post', '/account/passkeys', 'Adds the passkey that was made', {
    body: {
      schema: contract.newPasskeySchema,
      example: {
        name: 'Laptop',
        response: { ...madeCredential, response: { clientDataJSON: 'e30', attestationObject: 'oA' } },
      },
    },
    answers: created(contract.passkeysAnswerSchema, passkeys),
    refusals: [409, 429],
  }),
  account('post', '/account/passkeys/{id}/remove', 'Removes a passkey', {
    body: { schema: contract.ownPasswordSchema, example: { password } },
    answers: ok(contract.passkeysAnswerSchema, { passkeys: [] }),
    refusals: [403, 404, 429],
  }),
]

const accounts: Operation[] = [
  account('get', '/session', 'Who asks', { answers: ok(contract.sessionAnswerSchema, signedIn) }),
  account('post', '/setup', 'Makes the first owner', {
    body: { schema: contract.setupSchema, example: { token, email: mine.email, password } },
    answers: created(contract.sessionAnswerSchema, signedIn),
    refusals: [403, 409, 429],
  }),
  account('post', '/login', 'Signs in', {
    body: { schema: contract.loginSchema, example: { email: mine.email, password } },
    answers: ok(contract.sessionAnswerSchema, signedIn),
    refusals: [401, 429],
  }),
  account('post', '/logout', 'Signs out', { answers: ok(contract.sessionAnswerSchema, { state: 'signed_out' }) }),
  account('post', '/invitation', 'Whom an invitation is for', {
    body: { schema: contract.invitationSchema, example: { token } },
    answers: ok(contract.invitationAnswerSchema, { email: mine.email, siteName: 'Shop', role: 'viewer' }),
    refusals: [404, 429],
  }),
  account('post', '/join', 'Takes an invitation', {
    body: { schema: contract.joinSchema, example: { token, password } },
    answers: created(contract.sessionAnswerSchema, signedIn),
    refusals: [401, 404, 429],
  }),
  account('post', '/share', 'Comes in by a share link', {
    body: { schema: contract.enterShareSchema, example: { token } },
    answers: ok(contract.enterShareAnswerSchema, { state: 'entered', siteId: 'site_Ab3dEf9h' }),
    refusals: [401, 404, 429],
  }),
  account('get', '/account', 'One’s own account', { answers: ok(contract.accountAnswerSchema, mine) }),
  account('post', '/account/password', 'Changes the password, and ends every other login', {
    body: { schema: contract.passwordChangeSchema, example: { password, newPassword: 'a longer password' } },
    answers: ok(contract.accountAnswerSchema, mine),
    refusals: [403, 429],
  }),
  account('get', '/account/logins', 'Where one is signed in', {
    answers: ok(contract.loginsAnswerSchema, { logins: [] }),
  }),
  account('delete', '/account/logins/{id}', 'Ends a login', {
    answers: ok(contract.loginsAnswerSchema, { logins: [] }),
    refusals: [404],
  }),
  account('post', '/account/second-factor', 'Offers a second factor', {
    body: { schema: contract.ownPasswordSchema, example: { password } },
    answers: created(contract.offeredSecondFactorSchema, {
      secret: 'JBSWY3DP',
      uri: 'otpauth://totp/Farthing?secret=JBSWY3DP',
    }),
    refusals: [403, 409, 429],
  }),
  account('post', '/account/second-factor/confirm', 'Turns the second factor on', {
    body: { schema: contract.confirmSecondFactorSchema, example: { code: '123456' } },
    answers: ok(contract.recoveryCodesSchema, { recoveryCodes: ['abcd-efgh'] }),
    refusals: [403, 409, 429],
  }),
  account('post', '/account/second-factor/remove', 'Turns the second factor off', {
    body: { schema: contract.ownPasswordSchema, example: { password } },
    answers: ok(contract.accountAnswerSchema, mine),
    refusals: [403, 429],
  }),
]

export const peopleOperations: Operation[] = [...people, ...accounts, ...passkeyAccounts]
