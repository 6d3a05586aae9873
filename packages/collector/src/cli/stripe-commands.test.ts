// `farthing doctor` and `farthing stripe reconcile`, beside a running collector.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../cli.ts'
import { CAMPAIGN, openShop, VIEW } from '../stripe/testing/shop.ts'
import { openTill } from '../stripe/testing/till.ts'

async function open() {
  const shop = await openShop('sqlite')
  vi.stubEnv('DATABASE_URL', shop.collector.databaseUrl)
  vi.stubEnv('FARTHING_SECRET', 'the secret of the tests')
  vi.stubEnv('STRIPE_API_KEY', 'rk_test_sandbox')
  vi.stubEnv('STRIPE_API_BASE', shop.sandbox.url)
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_of_the_sandbox')
  onTestFinished(() => void vi.unstubAllEnvs())
  const farthing = async (...args: string[]) => {
    const lines: string[] = []
    const say = (line: string) => lines.push(line)
    const code = await runCli(args, { out: say, error: say, input: async () => '' })
    return { code, said: lines.join('\n') }
  }
  return { shop, farthing, till: openTill(shop) }
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
