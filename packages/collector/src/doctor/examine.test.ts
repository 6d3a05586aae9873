// The doctor at work: a shop as it should be, and each way in which one is not.
import type { DoctorReport, Finding } from '@farthing/contract'
import { describe, expect, it } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { CAMPAIGN, openShop, type Shop, VIEW } from '../stripe/testing/shop.ts'
import { openTill } from '../stripe/testing/till.ts'

const doctor = async ({ collector, siteId, owner }: Shop): Promise<DoctorReport> => {
  const answer = await collector.ask('GET', `/api/sites/${siteId}/doctor`, { headers: owner })
  expect(answer).toMatchObject({ status: 200 })
  return answer.json
}
const finding = (report: DoctorReport, id: string): Finding | undefined => report.findings.find((one) => one.id === id)
const levels = ({ findings }: DoctorReport, but: Finding['level']) =>
  findings.filter(({ level }) => level !== but).map(({ id, level }) => `${level} ${id}`)
const ask = ({ collector, siteId, owner }: Shop, method: string, path: string, body: object = {}) =>
  collector.ask(method, `/api/sites/${siteId}/stripe${path}`, { headers: owner, body })

async function healthy(engine: (typeof engines)[number]): Promise<Shop> {
  const shop = await openShop(engine)
  await shop.view(VIEW, CAMPAIGN)
  await ask(shop, 'POST', '/webhook')
  await shop.stripe.paymentIntents.create({
    ...{ amount: 4900, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    metadata: { viewId: VIEW },
  })
  await openTill(shop).settled()
  return shop
}

describe.each(engines)('the doctor (%s)', (engine) => {
  it('finds nothing where all is well', async () => {
    const report = await doctor(await healthy(engine))
    expect(levels(report, 'ok')).toEqual([])
    expect(report).toMatchObject({ level: 'ok', siteName: 'shop.example', version: expect.stringMatching(/^\d/) })
    expect(report.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['database', 'version', 'clock', 'inbox', 'views', 'permissions', 'endpoint', 'delivery']),
    )
    expect(finding(report, 'path:payment_intent')?.sentence).toMatch(/1 of 1 payment by PaymentIntent .* carries/)
  })

  it('names each right that the key lacks', async () => {
    const shop = await healthy(engine)
    shop.sandbox.control.setKey('rk_test_sandbox', { permissions: ['rak_payment_intent_read', 'rak_webhook_write'] })
    const report = await doctor(shop)
    expect(finding(report, 'permission:rak_charge_read')).toMatchObject({
      level: 'warning',
      sentence: expect.stringMatching(/refunds/),
      snippet: expect.stringContaining('https://dashboard.stripe.com/test/apikeys/create'),
    })
    expect(finding(report, 'permission:rak_payment_intent_read')).toBeUndefined()
  })

  it('sees a key that Stripe does not take, and a Stripe that does not answer', async () => {
    const shop = await healthy(engine)
    shop.sandbox.control.addFault({ kind: 'unavailable' })
    expect(finding(await doctor(shop), 'key')).toMatchObject({ level: 'warning' })
    shop.sandbox.control.clearFaults()
    shop.sandbox.control.setKey('rk_test_sandbox', { revoked: true })
    const report = await doctor(shop)
    expect(finding(report, 'key')).toMatchObject({ level: 'problem', sentence: expect.stringMatching(/not accept/) })
    expect(report.level).toBe('problem')
  })

  it('sees an endpoint that is off, lacks events, or has no secret here', async () => {
    const shop = await healthy(engine)
    const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data
    await shop.stripe.webhookEndpoints.update(endpoint?.id ?? '', {
      disabled: true,
      enabled_events: ['checkout.session.completed'],
    })
    await ask(shop, 'PUT', '', { webhookSecrets: [] })
    const other = await openShop(engine)
    expect(finding(await doctor(other), 'endpoint')?.sentence).toMatch(/has no webhook endpoint/)
    const report = await doctor(shop)
    expect(finding(report, 'endpoint:disabled')?.level).toBe('problem')
    expect(finding(report, 'endpoint:events')).toMatchObject({
      level: 'problem',
      sentence: expect.stringMatching(/renewals are not told, refunds are not told/),
      snippet: expect.stringContaining('refund.created'),
    })
  })

  it('remembers refused signatures, and that good ones came since', async () => {
    const shop = await healthy(engine)
    const headers = { 'stripe-signature': 't=1,v1=00' }
    for (const _ of [1, 2]) {
      await shop.collector.ask('POST', `/in/${shop.siteId}/stripe`, { headers, body: { id: 'evt_x' } })
      shop.collector.time.now += 2_000
    }
    const refused = finding(await doctor(shop), 'refused:invalid_signature')
    expect(refused).toMatchObject({ level: 'problem', sentence: expect.stringMatching(/\(2 at \/in\/site_/) })
    await shop.stripe.paymentIntents.create({
      ...{ amount: 700, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
      metadata: { viewId: VIEW },
    })
    await openTill(shop).settled()
    expect(finding(await doctor(shop), 'refused:invalid_signature')?.level).toBe('warning')
  })

  it('says how many payments of each way carry an id, and which lines mend it', async () => {
    const shop = await healthy(engine)
    const till = openTill(shop)
    for (const amount of [100, 200, 300]) await till.buy(amount)
    await till.subscribe(1900)
    await till.settled()
    const report = await doctor(shop)
    expect(finding(report, 'path:checkout')).toMatchObject({
      level: 'problem',
      sentence: expect.stringMatching(/^0 of 4 payments by Checkout Session .* carry .*\(0 %\)/),
      snippet: expect.stringContaining('checkout.sessions.create'),
    })
    expect(finding(report, 'path:payment_intent')?.level).toBe('ok')
  })

  it('sees a site without views, and views from a host that is not the site’s', async () => {
    const shop = await openShop(engine)
    expect(finding(await doctor(shop), 'views')).toMatchObject({
      level: 'warning',
      snippet: `<script defer src="${shop.collector.url}/f.js" data-site="${shop.siteId}"></script>`,
    })
    await shop.view(VIEW, 'https://other.example/')
    // They are written once a second.
    const level = async () => finding(await doctor(shop), 'ignored:unknown_host')?.level
    await expect.poll(level, { timeout: 8_000, interval: 200 }).toBe('warning')
  })

  it('sees a clock that is wrong', async () => {
    const shop = await healthy(engine)
    shop.collector.time.now += 400_000
    expect(finding(await doctor(shop), 'clock')).toMatchObject({
      level: 'problem',
      sentence: expect.stringMatching(/6 minutes ahead of/),
    })
    shop.collector.time.now -= 460_000
    expect(finding(await doctor(shop), 'clock')).toMatchObject({
      level: 'warning',
      sentence: expect.stringMatching(/behind/),
    })
  })
})

describe('who may ask', () => {
  it('those who are signed in, about a site that is there', async () => {
    const shop = await openShop('sqlite')
    const path = (id: string) => `/api/sites/${id}/doctor`
    expect((await shop.collector.ask('GET', path(shop.siteId))).status).toBe(401)
    expect((await shop.collector.ask('GET', path('site_00000000'), { headers: shop.owner })).status).toBe(404)
  })

  it('is never told a secret', async () => {
    const shop = await healthy('sqlite')
    await ask(shop, 'PUT', '', { apiKey: 'rk_test_never_say_this', addWebhookSecret: 'whsec_never_say_this' })
    const report = JSON.stringify(await doctor(shop))
    expect(report).not.toContain('never_say')
  })
})
