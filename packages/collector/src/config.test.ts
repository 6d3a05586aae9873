import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from './config.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'farthing-config-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}
const secret = { FARTHING_SECRET: 'a secret of many letters' }

it('needs no setting at all but a folder', () => {
  const data = folder()
  expect(readConfig({ FARTHING_DATA: data, PORT: '', HOST: ' ', STRIPE_API_KEY: '' })).toEqual({
    port: 4242,
    host: undefined,
    dataFolder: data,
    databaseUrl: `sqlite:${join(data, 'farthing.sqlite')}`,
    secret: expect.stringMatching(/^[\w-]{43}$/),
    stripe: { webhookSecrets: [], apiKey: null, apiBase: null, pollSeconds: 60, requestsPerSecond: 5 },
    trustProxy: 0,
    geoFile: null,
    networkFile: null,
    publicUrl: null,
    mail: null,
    privateHooks: false,
    metricsToken: null,
    scriptNames: new Map(),
    logLevel: 'info',
  })
})

it('takes every setting', () => {
  expect(
    readConfig({
      ...secret,
      PORT: '0',
      HOST: '127.0.0.1',
      FARTHING_DATA: '/data',
      DATABASE_URL: 'postgres://farthing@db/farthing',
      STRIPE_WEBHOOK_SECRET: 'whsec_a, whsec_b,',
      STRIPE_API_KEY: 'rk_live_1234',
      STRIPE_API_BASE: 'http://localhost:4243/',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      FARTHING_GEO_FILE: '/srv/geo/city.mmdb',
      FARTHING_ASN_FILE: '/srv/geo/asn.mmdb',
      METRICS_TOKEN: 'a token of many letters',
      FARTHING_URL: 'https://stats.example/',
      SMTP_URL: 'smtp://mail.example',
      SMTP_FROM: 'tea@shop.example',
      FARTHING_PRIVATE_HOOKS: '1',
      LOG_LEVEL: 'warn',
      STRIPE_POLL_SECONDS: '0',
      STRIPE_REQUESTS_PER_SECOND: '20',
    }),
  ).toEqual({
    port: 0,
    host: '127.0.0.1',
    dataFolder: '/data',
    databaseUrl: 'postgres://farthing@db/farthing',
    secret: secret.FARTHING_SECRET,
    stripe: {
      webhookSecrets: ['whsec_a', 'whsec_b'],
      apiKey: 'rk_live_1234',
      apiBase: 'http://localhost:4243',
      pollSeconds: 0,
      requestsPerSecond: 20,
    },
    trustProxy: ['loopback', '10.0.0.0/8'],
    geoFile: '/srv/geo/city.mmdb',
    networkFile: '/srv/geo/asn.mmdb',
    metricsToken: 'a token of many letters',
    scriptNames: new Map(),
    publicUrl: 'https://stats.example',
    mail: { smtpUrl: 'smtp://mail.example', from: 'tea@shop.example' },
    privateHooks: true,
    logLevel: 'warn',
  })
})

it.each([
  [{ PORT: 'http' }, 'PORT is a number from 0 to 65535.'],
  [{ PORT: '70000' }, 'PORT is a number from 0 to 65535.'],
  [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL starts with sqlite: or postgres:/],
  [
    { DATABASE_URL: 'postgres://db/x', FARTHING_SECRET: undefined },
    /^FARTHING_SECRET is needed with a postgres: database/,
  ],
  [{ FARTHING_SECRET: 'short' }, /^FARTHING_SECRET has at least 16 characters/],
  [{ STRIPE_WEBHOOK_SECRET: 'whsec_a,sk_live_b' }, /^STRIPE_WEBHOOK_SECRET is a list of signing secrets/],
  [{ STRIPE_API_KEY: 'pk_live_1' }, /^STRIPE_API_KEY begins with rk_test_/],
  [{ STRIPE_API_KEY: 'sk_live_1' }, /restricted key \(rk_live_…\)[\s\S]*FARTHING_ALLOW_SECRET_KEY=1/],
  [{ STRIPE_API_BASE: 'localhost' }, /^STRIPE_API_BASE is a URL/],
  [{ TRUST_PROXY: 'everybody' }, /^TRUST_PROXY is the number of proxies/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is one of silent/],
])('refuses %o with a sentence', (settings, sentence) => {
  expect(() => readConfig({ ...secret, ...settings })).toThrow(sentence)
})

it('shows no secret in its sentences', () => {
  const settings = { ...secret, STRIPE_API_KEY: 'pk_live_hidden', STRIPE_WEBHOOK_SECRET: 'hidden' }
  expect(() => readConfig(settings)).toThrow(/^((?!hidden)[\s\S])+$/)
})

it('takes a live secret key from who confirms that it can move money', () => {
  const config = readConfig({ ...secret, STRIPE_API_KEY: 'sk_live_1', FARTHING_ALLOW_SECRET_KEY: '1' })
  expect(config.stripe.apiKey).toBe('sk_live_1')
})

describe('the secret that nobody gave', () => {
  it('is made once and kept for its owner alone', () => {
    const data = join(folder(), 'new')
    const { secret: made } = readConfig({ FARTHING_DATA: data })
    expect(readConfig({ FARTHING_DATA: data }).secret).toBe(made)
    expect(readFileSync(join(data, 'secret'), 'utf8').trim()).toBe(made)
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
    expect(statSync(data).mode & 0o777).toBe(0o700)
  })

  it('is not made anew over an empty file: that would lock the stored keys', () => {
    const data = folder()
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'secret'), '\n')
    expect(() => readConfig({ FARTHING_DATA: data })).toThrow(/secret is empty/)
  })
})

it('serves the script under further addresses', () => {
  const named = (names: string) =>
    readConfig({ ...secret, FARTHING_DATA: folder(), FARTHING_SCRIPT_NAMES: names }).scriptNames
  expect([...named('/s.js, assets/c.js=f.clicks.js')]).toEqual([
    ['/s.js', 'f.js'],
    ['/assets/c.js', 'f.clicks.js'],
  ])
  expect(() => named('/s.css')).toThrow(/FARTHING_SCRIPT_NAMES is a list of addresses/)
  expect(() => named('/s.js=g.js')).toThrow(/FARTHING_SCRIPT_NAMES/)
})

describe('notices', () => {
  it('are mailed from the name that signs in at the mail server, unless another sender is set', () => {
    const SMTP_URL = 'smtps://shop%40mail.example:pass@mail.example:465'
    expect(readConfig({ ...secret, SMTP_URL }).mail).toEqual({ smtpUrl: SMTP_URL, from: 'shop@mail.example' })
    expect(readConfig({ ...secret, SMTP_URL, SMTP_FROM: 'Tea <tea@shop.example>' }).mail?.from).toBe(
      'Tea <tea@shop.example>',
    )
    expect(() => readConfig({ ...secret, SMTP_URL: 'smtp://mail.example' })).toThrow('SMTP_FROM is needed')
    expect(() => readConfig({ ...secret, SMTP_URL: 'mail.example' })).toThrow('SMTP_URL is a URL')
  })
})
