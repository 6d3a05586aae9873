// The doctor's rules, one by one.
import { describe, expect, it } from 'vitest'
import { clockFinding, databaseFinding, inboxFinding } from './collector-findings.ts'
import { lasting, worstOf } from './finding.ts'
import { keyFindings } from './key-findings.ts'
import { pathFindings, pathOf, sharesOf } from './path-findings.ts'
import { type WebhookSeen, webhookFindings } from './webhook-findings.ts'

const MINUTE = 60_000
const NOW = 1_795_000_000_000
const SITE = 'site_00000000'

it.each([
  [[], 'ok'],
  [['ok', 'warning', 'ok'], 'warning'],
  [['warning', 'problem'], 'problem'],
] as const)('the worst of %o is %s', (levels, worst) => {
  expect(worstOf(levels.map((level) => ({ level })))).toBe(worst)
})

it.each([
  [0, '1 second'],
  [61_000, '1 minute'],
  [7_200_000, '2 hours'],
  [90_000_000, '1 day'],
])('%d ms last %s', (ms, text) => expect(lasting(ms)).toBe(text))

describe('the collector', () => {
  it.each([
    [0, 'ok'],
    [29_000, 'ok'],
    [-45_000, 'warning'],
    [299_000, 'warning'],
    [301_000, 'problem'],
    [-3_600_000, 'problem'],
  ])('a clock that is off by %d ms: %s', (skew, level) => expect(clockFinding(skew)[0]?.level).toBe(level))

  it('says nothing of a clock that it could not compare', () => expect(clockFinding(null)).toEqual([]))

  it.each([
    [0, 0, 0, 'ok'],
    [3, 20_000, 0, 'ok'],
    [3, 2 * MINUTE, 0, 'warning'],
    [3, 20 * MINUTE, 0, 'problem'],
    [1, 1_000, 1, 'problem'],
  ])('an inbox of %d, the oldest %d ms, %d failing: %s', (waiting, age, count, level) => {
    const oldestAt = waiting === 0 ? null : NOW - age
    expect(inboxFinding({ waiting, oldestAt, failing: { count, outcome: null } }, NOW).level).toBe(level)
  })

  it('a database that cannot be written', () => {
    expect(databaseFinding('disk is full')).toMatchObject({ level: 'problem', sentence: /disk is full/ })
  })
})

describe('the key', () => {
  const needs = { siteName: 'Shop', hasLivePayments: false, hasWebhookSecret: false }
  const exam = {
    kind: 'examined' as const,
    clockSkew: null,
    check: { at: 0, state: 'checked' as const, account: null, problem: null, permissions: [] },
  }
  const ids = (seen: Parameters<typeof keyFindings>[0], more = {}) =>
    keyFindings(seen, { ...needs, ...more }).map(({ id, level }) => `${level} ${id}`)

  it.each([
    ['none, and no webhook', null, {}, ['problem key']],
    ['none, with a webhook', null, { hasWebhookSecret: true }, ['warning key']],
    ['one that works', { mode: 'live', isSecretKey: false, exam }, {}, ['ok permissions']],
    ['a secret live key', { mode: 'live', isSecretKey: true, exam }, {}, ['warning key:secret', 'ok permissions']],
    ['a secret test key', { mode: 'test', isSecretKey: true, exam }, {}, ['ok permissions']],
    [
      'a test key on a live site',
      { mode: 'test', isSecretKey: false, exam },
      { hasLivePayments: true },
      ['warning key:mode', 'ok permissions'],
    ],
  ] as const)('%s', (_, seen, more, found) => expect(ids(seen, more)).toEqual(found))
})

describe('the webhook', () => {
  const endpoint = {
    ...{ id: 'we_1', url: `https://stats.example/in/${SITE}/stripe`, events: ['*'], enabled: true },
    apiVersion: '2026-10-28.endive',
  }
  const seen: WebhookSeen = {
    ...{ siteId: SITE, origin: 'https://stats.example', endpoints: [endpoint], hasKey: true, ownSecrets: 1 },
    ...{ sharedSecrets: 0, lastDeliveryAt: NOW - MINUTE, refused: [], apiVersion: '2026-10-28.endive' },
  }
  const shared = { ...endpoint, url: 'https://stats.example/api/webhooks/stripe' }

  it.each<[string, Partial<WebhookSeen>, string[]]>([
    ['as it should be', {}, ['ok endpoint', 'ok delivery']],
    ['of an old version', { endpoints: [{ ...endpoint, apiVersion: '2019-03-14' }] }, ['ok endpoint', 'ok delivery']],
    ['of the account’s version', { endpoints: [{ ...endpoint, apiVersion: null }] }, ['ok endpoint', 'ok delivery']],
    [
      'of a version from the future',
      { endpoints: [{ ...endpoint, apiVersion: '2027-01-01.x' }] },
      ['warning endpoint:version', 'ok delivery'],
    ],
    ['somewhere else', { origin: 'https://new.example' }, ['warning endpoint:address', 'ok delivery']],
    ['seen from localhost', { origin: 'http://localhost:4242' }, ['ok endpoint', 'ok delivery']],
    ['seen from the command line', { origin: null }, ['ok endpoint', 'ok delivery']],
    ['without its secret', { ownSecrets: 0 }, ['problem endpoint:secret', 'ok delivery']],
    [
      'shared, and only the site’s own secret stored',
      { endpoints: [shared] },
      ['problem endpoint:secret', 'ok delivery'],
    ],
    ['shared', { endpoints: [shared], sharedSecrets: 1 }, ['ok endpoint', 'ok delivery']],
    ['of another site', { siteId: 'site_11111111' }, ['warning endpoint', 'ok delivery']],
    ['that may not be looked at', { endpoints: null }, ['ok delivery']],
    ['never heard of', { lastDeliveryAt: null }, ['ok endpoint', 'warning delivery']],
  ])('%s', (_, change, found) => {
    expect(webhookFindings({ ...seen, ...change }, NOW).map(({ id, level }) => `${level} ${id}`)).toEqual(found)
  })

  it('forgets a refusal after a week', () => {
    const refused = [{ subject: SITE, reason: 'invalid_signature', count: 5, last_at: NOW - 8 * 86_400_000 }]
    expect(webhookFindings({ ...seen, refused }, NOW)).toHaveLength(2)
  })
})

describe('the ways in which payments come', () => {
  const none = {
    hasCheckout: false,
    viaPaymentLink: false,
    hasInvoice: false,
    hasSubscription: false,
    carriesId: false,
  }

  it.each([
    [{ hasCheckout: true, viaPaymentLink: true }, 'payment_link'],
    [{ hasCheckout: true, hasInvoice: true, hasSubscription: true }, 'checkout'],
    [{ hasInvoice: true, hasSubscription: true }, 'subscription'],
    [{ hasInvoice: true }, 'invoice'],
    [{}, 'payment_intent'],
  ])('%o is %s', (fields, path) => expect(pathOf({ ...none, ...fields })).toBe(path))

  it.each([
    [9, 10, 'ok'],
    [8, 10, 'warning'],
    [0, 2, 'warning'],
    [0, 3, 'problem'],
  ])('%d of %d with an id: %s', (carrying, payments, level) => {
    const all = Array.from({ length: payments }, (_, index) => ({ ...none, carriesId: index < carrying }))
    const [found] = pathFindings(sharesOf(all), SITE, null)
    expect(found).toMatchObject({ id: 'path:payment_intent', level })
    expect(found?.snippet === null).toBe(level === 'ok')
  })
})
