// `farthing doctor`, `farthing stripe connect` and `farthing stripe reconcile`, beside a running collector.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../cli.ts'
import { CAMPAIGN, openShop, VIEW } from '../stripe/testing/shop.ts'
import { openTill } from '../stripe/testing/till.ts'

async function open({ key = 'rk_test_sandbox' }: { key?: string | null } = {}) {
  const shop = await openShop('sqlite', { key })
  vi.stubEnv('DATABASE_URL', shop.collector.databaseUrl)
  vi.stubEnv('FARTHING_SECRET', 'the secret of the tests')
  vi.stubEnv('STRIPE_API_KEY', key ?? '')
  vi.stubEnv('STRIPE_API_BASE', shop.sandbox.url)
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_of_the_sandbox')
  onTestFinished(() => void vi.unstubAllEnvs())
  const given =
    (input: string) =>
    async (...args: string[]) => {
      const lines: string[] = []
      const say = (line: string) => lines.push(line)
      const code = await runCli(args, { out: say, error: say, input: async () => input })
      return { code, said: lines.join('\n') }
    }
  return { shop, given, farthing: given(''), till: openTill(shop) }
}

describe('farthing doctor', () => {
  it('says what is the case and what to do, and is content with warnings', async () => {
    const { shop, farthing } = await open()
    await shop.view(VIEW, CAMPAIGN)
    const { code, said } = await farthing('doctor')
    expect(code).toBe(0)
    expect(said).toMatch(/^shop\.example \(site_\w+\)\n ok {6}Farthing \d/)
    expect(said).toMatch(/ warning Stripe has no webhook endpoint[^\n]*\n {9}→ Let Farthing create it/)
  })

  it('exits with 1 when something does not work, and tells programs the same', async () => {
    const { shop, farthing } = await open()
    shop.sandbox.control.setKey('rk_test_sandbox', { revoked: true })
    const { code, said } = await farthing('doctor', '--site', shop.siteId, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(said)).toMatchObject({ level: 'problem', sites: [{ siteId: shop.siteId, level: 'problem' }] })
  })

  it('knows no other site', async () => {
    const { farthing } = await open()
    expect(await farthing('doctor', '--site', 'site_00000000')).toMatchObject({ code: 1, said: /There is no site/ })
  })
})

describe('farthing stripe reconcile', () => {
  it('shows that nothing differs', async () => {
    const { shop, farthing, till } = await open()
    shop.subscribe()
    await till.buy(4900)
    await till.settled()
    const { code, said } = await farthing('stripe', 'reconcile', '--site', shop.siteId)
    expect(code).toBe(0)
    expect(said).toMatch(/^test payments from [-\d]+ to [-\d]+ \(UTC\), in the smallest unit/)
    expect(said).toMatch(/\ntotal +EUR +4900 +4900 +0\nNothing differs\./)
  })

  it('names what differs, for people and for programs', async () => {
    const { shop, farthing, till } = await open()
    const lost = await till.buy(1200)
    await till.settled()
    const { said } = await farthing('stripe', 'reconcile', '--site', shop.siteId)
    expect(said).toContain(`charge ${lost}: 1200 at Stripe, missing in the ledger`)
    const json = await farthing('stripe', 'reconcile', '--site', shop.siteId, '--json')
    expect(JSON.parse(json.said)).toMatchObject({ rows: [{ difference: 1200, items: [{ id: lost, ledger: null }] }] })
  })

  it.each([
    [['--from', 'monday'], /"from" is not valid/],
    [['--mode', 'live'], /The connected key is a test key/],
  ])('refuses %o', async (args, sentence) => {
    const { shop, farthing } = await open()
    expect(await farthing('stripe', 'reconcile', '--site', shop.siteId, ...args)).toMatchObject({
      code: 1,
      said: sentence,
    })
  })
})

describe('farthing stripe connect', () => {
  const KEY = 'rk_test_of_the_owner'

  it('takes a key and a signing secret, and says what the key lacks', async () => {
    const { shop, given } = await open({ key: null })
    shop.sandbox.control.setKey(KEY, { permissions: ['rak_invoice_read', 'rak_event_read'] })
    const connected = await given(`${KEY}\nwhsec_ofThisSite\n`)('stripe', 'connect', '--site', shop.siteId)
    expect(connected.code).toBe(0)
    expect(connected.said).toContain('Key …wner (test) is connected.')
    expect(connected.said).toMatch(/It lacks "[^"]*Charges[^"]*": /)
    expect(connected.said).toContain(`1 signing secret. Stripe sends to /in/${shop.siteId}/stripe at the address`)
    expect(connected.said).not.toContain('whsec_')
    expect(connected.said).not.toContain(KEY)
    const { json } = await shop.collector.ask('GET', `/api/sites/${shop.siteId}/stripe`, { headers: shop.owner })
    expect(json).toMatchObject({ apiKey: { from: 'site', hint: 'wner' }, webhookSecretHints: ['Site'] })
  })

  it('creates the webhook at Stripe, and keeps its secret', async () => {
    const { shop, given } = await open({ key: null })
    shop.sandbox.control.setKey(KEY, {})
    const words = ['stripe', 'connect', '--site', shop.siteId, '--create-webhook', '--json']
    expect(await given(KEY)(...words)).toMatchObject({ code: 1, said: /Say where Stripe reaches this collector/ })
    const { said } = await given(KEY)(...words, '--address', 'https://stats.example/')
    expect(JSON.parse(said)).toMatchObject({
      apiKey: { from: 'site', mode: 'test', hint: 'wner' },
      missing: [],
      webhookSecrets: 1,
      webhookUrl: `https://stats.example/in/${shop.siteId}/stripe`,
      created: { done: 'created', url: `https://stats.example/in/${shop.siteId}/stripe` },
    })
  })

  it.each([
    ['', /Give one key, one signing secret, or both/],
    ['rk_test_one rk_test_two', /Give one key, one signing secret, or both/],
    ['pk_test_thisIsPublic', /looks like rk_live_/],
    ['sk_live_canMoveMoney', /Confirm to use it all the same/],
  ])('refuses %j', async (input, sentence) => {
    const { shop, given } = await open({ key: null })
    const refused = await given(input)('stripe', 'connect', '--site', shop.siteId)
    expect(refused).toMatchObject({ code: 1, said: sentence })
  })
})
