// Notices as members and programs get them: a real mail server, a real web server, both databases, and the moment as an argument.
import { createHmac } from 'node:crypto'
import pino from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readConfig } from '../config.ts'
import type { Parts } from '../parts.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'
import { joined, program } from '../testing/people.ts'
import { findNotices } from './find.ts'
import { sendNotices } from './send.ts'
import { claimNotice, dueNotices } from './store.ts'
import { mailServer, webServer } from './testing/post-office.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const secret = 'the secret of the tests'
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0'

async function open(engine: (typeof engines)[number], settings: Record<string, string> = {}) {
  const [office, web] = [await mailServer(), await webServer()]
  const own = {
    SMTP_URL: office.url,
    SMTP_FROM: 'Farthing <farthing@stats.example>',
    FARTHING_URL: 'https://stats.example',
  }
  const environment = { ...own, FARTHING_PRIVATE_HOOKS: '1', ...settings }
  const collector = await testCollector(engine, environment)
  onTestFinished(() => collector.remove())
  const storage = await openStorage(collector.databaseUrl)
  onTestFinished(() => storage.close())
  // From now on nobody tells anything but the test, at moments of its own.
  await vi.waitFor(() => expect(collector.logged.join()).toContain('each job had its turn'), 10_000)
  const headers = await collector.signIn()
  const body = { hosts: ['shop.example'], name: 'Tea & <Co>', currency: 'eur' }
  const { json: site } = await collector.ask('POST', '/api/sites', { headers, body })
  const parts: Parts = {
    ...{ storage, keys: await openKeys(storage, secret), clock: () => collector.time.now },
    config: readConfig({ ...environment, FARTHING_SECRET: secret, DATABASE_URL: collector.databaseUrl }),
    log: pino({ level: 'silent' }),
  }
  const room = `/api/sites/${site.id}`
  const subscribe = (kinds: string[], hidesAmounts = false) =>
    collector.ask('PUT', `${room}/notices`, { headers, body: { kinds, hidesAmounts } })
  const hook = async (kinds: string[]) =>
    (await collector.ask('POST', `${room}/notice-hooks`, { headers, body: { url: web.url, kinds } })).json
  const view = (n: number, url = 'https://shop.example/') =>
    collector.ask('POST', '/api/event', {
      headers: { 'user-agent': browser },
      body: { type: 'view', site: site.id, viewId: `view_of_the_tests_${n}`, url },
    })
  const token = await program(collector, headers, site.id, 'server')
  const pay = async (id: string, viewId: string) => {
    const paid = { id, amount: 791_913, currency: 'eur', test: true, viewId, createdAt: undefined }
    expect((await collector.ask('POST', '/api/revenue', { headers: token, body: paid })).status).toBe(201)
    await vi.waitFor(async () => {
      const { json } = await collector.ask('GET', `${room}/payments?search=${id}`, { headers })
      expect(json.payments).toMatchObject([{ attribution: { kind: 'attributed' } }])
    }, 10_000)
  }
  const tellAt = async (now: number) => {
    await findNotices(parts, now)
    await sendNotices(parts, now)
  }
  return { office, web, collector, storage, headers, site, parts, room, subscribe, hook, view, pay, tellAt }
}

/** Of the day after the collector's: eight in the morning, UTC. */
const nextMorning = (now: number) => Math.floor(now / DAY) * DAY + DAY + 8 * HOUR

describe.each(engines)('notices (%s)', (engine) => {
  it('mail the day that is over, once, with its figures', async () => {
    const { office, collector, subscribe, view, pay, tellAt, room, headers } = await open(engine)
    expect((await subscribe(['daily'])).json).toMatchObject({ canMail: true, mail: { kinds: ['daily'] }, sent: [] })
    await view(1, 'https://shop.example/?utm_source=news&utm_medium=email&utm_campaign=autumn')
    await pay('order-1', 'view_of_the_tests_1')
    const morning = nextMorning(collector.time.now)
    await tellAt(morning - 2 * HOUR)
    expect(office.mails).toEqual([])
    await tellAt(morning)
    await tellAt(morning + HOUR)
    expect(office.mails).toMatchObject([{ to: ['owner@shop.example'] }])
    const text = office.mails[0]?.text
    expect(text).toContain('1 payment in test mode from 1 visitor')
    expect(text).toContain('€7,919.13')
    expect(text).toContain('Tea &amp; &lt;Co&gt;')
    expect(text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
    const { json } = await collector.ask('GET', `${room}/notices`, { headers })
    expect(json.sent).toMatchObject([{ kind: 'daily', state: 'sent', problem: null }])
    // The next day is another occasion.
    await tellAt(morning + DAY)
    expect(office.mails).toHaveLength(2)
  })

  it('tell no amount to who wants none', async () => {
    const { office, collector, subscribe, view, pay, tellAt } = await open(engine)
    await subscribe(['daily', 'first_payment'], true)
    await view(1, 'https://shop.example/?utm_medium=email&utm_campaign=autumn')
    await pay('order-1', 'view_of_the_tests_1')
    await tellAt(nextMorning(collector.time.now))
    expect(office.mails).toHaveLength(2)
    expect(JSON.stringify(office.mails)).not.toMatch(/7.?919|€/)
  })

  it("call an address at a campaign's first payment, signed, and not at its second", async () => {
    const { web, collector, hook, view, pay, tellAt } = await open(engine)
    const { secret: signing } = await hook(['first_payment'])
    await view(1, 'https://shop.example/?utm_source=news&utm_medium=email&utm_campaign=autumn')
    await pay('order-1', 'view_of_the_tests_1')
    await tellAt(collector.time.now)
    await pay('order-2', 'view_of_the_tests_1')
    await tellAt(collector.time.now + HOUR)
    expect(web.calls).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: '' }] = web.calls
    expect(JSON.parse(body)).toMatchObject({
      kind: 'first_payment',
      said: { campaign: 'autumn', paid: { amount: 791_913 } },
    })
    const [, seconds = '', told] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['farthing-signature'])) ?? []
    expect(told).toBe(createHmac('sha256', signing).update(`${seconds}.${body}`).digest('hex'))
  })

  it('are tried again after a while, and at last no more', async () => {
    const { web, collector, room, headers, hook, view, pay, tellAt } = await open(engine)
    await hook(['first_payment'])
    await view(1, 'https://shop.example/?utm_medium=email&utm_campaign=autumn')
    await pay('order-1', 'view_of_the_tests_1')
    web.answers.push(500, 500, 500, 500, 500, 500)
    const now = collector.time.now
    await tellAt(now)
    await tellAt(now + 30_000)
    expect(web.calls).toHaveLength(1)
    for (const hours of [0.1, 1, 3, 9, 24, 48, 72]) await tellAt(now + hours * HOUR)
    expect(web.calls).toHaveLength(6)
    const { json } = await collector.ask('GET', `${room}/notice-hooks`, { headers })
    expect(json.hooks).toMatchObject([{ last: { state: 'failed', problem: 'It answered 500.' } }])
    expect(new Set(web.calls.map((call) => call.headers['farthing-notice-id'])).size).toBe(1)
  })

  it('that were being told when the collector was killed are told by the next one', async () => {
    const { office, collector, storage, parts, subscribe, tellAt } = await open(engine)
    await subscribe(['daily'])
    const morning = nextMorning(collector.time.now)
    await findNotices(parts, morning)
    const [notice] = await dueNotices(storage.read, morning, 10)
    if (!notice) throw new Error('there is nothing to tell')
    expect(await storage.write((trx) => claimNotice(trx, notice, morning + 60_000))).toBe(true)
    expect(await storage.write((trx) => claimNotice(trx, notice, morning + 60_000))).toBe(false)
    await tellAt(morning + 30_000)
    expect(office.mails).toEqual([])
    await tellAt(morning + 61_000)
    expect(office.mails).toHaveLength(1)
  })

  it('worry about a silence that is unusual, once', async () => {
    const { office, collector, subscribe, view, tellAt } = await open(engine)
    await subscribe(['silent'])
    for (let n = 0; n < 24; n++) {
      await view(n)
      collector.time.now += HOUR
    }
    const lastAt = collector.time.now - HOUR
    // 24 views in two weeks are one every 14 hours.
    await tellAt(lastAt + 5 * DAY)
    expect(office.mails).toEqual([])
    await tellAt(lastAt + 6 * DAY)
    await tellAt(lastAt + 7 * DAY)
    expect(office.mails).toHaveLength(1)
    expect(office.mails[0]?.text).toContain('no view since')
  })

  it('say that a webhook is turned away, and nothing once it is taken again', async () => {
    const { office, collector, headers, room, site, subscribe, tellAt } = await open(engine)
    await subscribe(['webhook_failing'])
    await collector.ask('PUT', `${room}/stripe`, { headers, body: { webhookSecrets: ['whsec_of_the_tests'] } })
    const event = { id: 'evt_1', object: 'event', type: 'charge.succeeded', livemode: false, data: { object: {} } }
    const wrong = { 'stripe-signature': 't=1,v1=00' }
    expect((await collector.ask('POST', `/in/${site.id}/stripe`, { headers: wrong, body: event })).status).toBe(400)
    await tellAt(collector.time.now + 60_000)
    await tellAt(collector.time.now + 120_000)
    expect(office.mails).toHaveLength(1)
    expect(office.mails[0]?.text).toContain('invalid signature')
  })

  it('end by the link in the mail, which is no login, and by no other', async () => {
    const { office, collector, subscribe, tellAt } = await open(engine)
    await subscribe(['daily'])
    const morning = nextMorning(collector.time.now)
    await tellAt(morning)
    const [, path = ''] =
      /<https:\/\/stats\.example(\/api\/notices\/unsubscribe\?token=[\w.-]+)>/.exec(office.mails[0]?.text ?? '') ?? []
    const oneClick = {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    expect(
      (await collector.ask('POST', `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, oneClick)).status,
    ).toBe(404)
    expect((await collector.ask('POST', path, oneClick)).json).toEqual({ siteName: 'Tea & <Co>' })
    expect((await collector.ask('POST', path, oneClick)).status).toBe(404)
    await tellAt(morning + DAY)
    expect(office.mails).toHaveLength(1)
  })

  it('go to nobody who is no member any more', async () => {
    const { office, collector, headers, room, tellAt, site } = await open(engine)
    const viewer = await joined(collector, headers, site.id, 'viewer', 'viewer@shop.example')
    const body = { kinds: ['daily'] }
    expect((await collector.ask('PUT', `${room}/notices`, { headers: viewer, body })).status).toBe(200)
    const morning = nextMorning(collector.time.now)
    await tellAt(morning)
    expect(office.mails.map(({ to }) => to)).toEqual([['viewer@shop.example']])
    const { json } = await collector.ask('GET', `${room}/members`, { headers })
    const { id } = json.members.find((one: { email: string }) => one.email === 'viewer@shop.example')
    await collector.ask('DELETE', `${room}/members/${id}`, { headers })
    await tellAt(morning + DAY)
    expect(office.mails).toHaveLength(1)
  })
})

it.each(['http://127.0.0.1:1/hook', 'http://localhost:1/hook', 'http://[::1]:1/hook', 'http://2130706433:1/hook'])(
  'call nothing of the own network unless the operator allows it: %s',
  async (url) => {
    const { collector, headers, room, view, pay, tellAt } = await open('sqlite', { FARTHING_PRIVATE_HOOKS: '0' })
    await collector.ask('POST', `${room}/notice-hooks`, { headers, body: { url, kinds: ['first_payment'] } })
    await view(1, 'https://shop.example/?utm_medium=email&utm_campaign=autumn')
    await pay('order-1', 'view_of_the_tests_1')
    await tellAt(collector.time.now)
    const { json } = await collector.ask('GET', `${room}/notice-hooks`, { headers })
    expect(json.hooks[0].last.problem).toMatch(/not of the public internet/)
  },
)

it('say in the settings that no mail server is set', async () => {
  const { collector, headers, room } = await open('sqlite', { SMTP_URL: '', SMTP_FROM: '' })
  expect((await collector.ask('GET', `${room}/notices`, { headers })).json).toMatchObject({ canMail: false })
})
