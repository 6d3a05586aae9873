// A person who came in by every door, and is looked for in every table of the database afterwards.
import { sql } from 'kysely'
import Stripe from 'stripe'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hashEmail } from '../identity/email.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage, type Storage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { event, intent } from '../stripe/testing/purchase.ts'
import { testCollector } from '../testing/collector.ts'

const secret = 'whsec_of_the_test'
const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
const viewIdOf = (name: string) => `view-${name}`.padEnd(22, '_')

interface Person {
  email: string
  customId: string
}

const ada: Person = { email: 'ada@shop.example', customId: 'user-of-ada' }
const bob: Person = { email: 'bob@shop.example', customId: 'user-of-bob' }

async function shop(engine: (typeof engines)[number]) {
  const collector = await testCollector(engine, { STRIPE_WEBHOOK_SECRET: secret })
  const storage = await openStorage(collector.databaseUrl)
  onTestFinished(async () => {
    await storage.close()
    await collector.remove()
  })
  const headers = await collector.signIn()
  const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
  const { json: made } = await collector.ask('POST', `/api/sites/${site.id}/tokens`, {
    headers,
    body: { name: 'server', scope: 'server' },
  })
  const server = { authorization: `Bearer ${made.token}` }
  return { collector, storage, headers, server, siteId: String(site.id) }
}

type Shop = Awaited<ReturnType<typeof shop>>

/** Looks, reads, signs up, says who they are, is connected, pays by Stripe and outside it, and comes back from the payment. */
async function live({ collector, server, siteId }: Shop, name: string, { email, customId }: Person): Promise<void> {
  const of = { site: siteId, viewId: viewIdOf(name) }
  const session = `cs_test_${name}000000`
  const messages = [
    { ...of, type: 'view', url: 'https://shop.example/a', stripeSessionId: session },
    { ...of, type: 'engagement', engagedMs: 4_000, scrollDepth: 50 },
    { ...of, type: 'event', eventId: viewIdOf(`event-${name}`), name: 'signup', props: { who: customId } },
    { ...of, type: 'identify', email, customId },
  ]
  for (const body of messages)
    expect((await collector.ask('POST', '/api/event', { headers: agent, body })).status).toBe(200)
  const connected = await collector.ask('POST', '/api/stripe/connect', {
    headers: server,
    body: { customid: customId, customerid: `cus_${name}` },
  })
  expect(connected.status).toBe(201)
  const paid = await collector.ask('POST', '/api/revenue', {
    headers: server,
    body: { id: `order-${name}`, amount: 900, currency: 'eur', email, customId },
  })
  expect(paid.status).toBeLessThan(300)
  const metadata = { websiteId: siteId, customId, viewId: viewIdOf(name) }
  const payment = intent({
    id: `pi_${name}`,
    latest_charge: `ch_${name}`,
    receipt_email: email,
    customer: `cus_${name}`,
    metadata,
  })
  const payload = JSON.stringify({ ...event('payment_intent.succeeded', payment), id: `evt_${name}` })
  const timestamp = Math.floor(collector.time.now / 1000)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp })
  const told = await collector.ask('POST', '/api/webhooks/stripe', {
    body: payload,
    headers: { 'stripe-signature': signature },
  })
  expect(told.status).toBe(200)
}

async function settled({ storage }: Shop, payments: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const found = await storage.read.selectFrom('payment').select('id').execute()
        const due = await storage.read.selectFrom('attribution_due').select('subject').execute()
        const inbox = await storage.read.selectFrom('delivery').select('id').where('handled_at', 'is', null).execute()
        return [found.length, due.length, inbox.length]
      },
      { timeout: 20_000 },
    )
    .toEqual([payments, 0, 0])
}

/** Every row of every table, as text. */
async function everything({ read }: Storage): Promise<Map<string, string>> {
  const tables = await read.introspection.getTables()
  const texts = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(read)
    texts.set(name, JSON.stringify(rows))
  }
  return texts
}

const tablesWith = (texts: ReadonlyMap<string, string>, text: string): string[] =>
  [...texts].flatMap(([table, rows]) => (rows.includes(text) ? [table] : [])).sort()

async function namesOf({ collector, storage, siteId, headers }: Shop, { email, customId }: Person) {
  const keys = await openKeys(storage, 'the secret of the tests')
  const { json } = await collector.ask('POST', `/api/sites/${siteId}/persons/export`, { headers, body: { email } })
  const emailHash = hashEmail(keys.emailKey(siteId), email) ?? ''
  return {
    exported: json,
    names: [email, emailHash, customId, String(json.person), String(json.visits[0]?.visitor_id)],
  }
}

const forget = ({ collector, siteId, headers }: Shop, body: object) =>
  collector.ask('POST', `/api/sites/${siteId}/persons/delete`, { headers, body })

describe.each(engines)('a person who came in by every door (%s)', (engine) => {
  it.each<[string, (person: Person) => object]>([
    ['email', ({ email }) => ({ email })],
    ['customId', ({ customId }) => ({ customId })],
  ])('is found in no table after their deletion by %s, and somebody else is in all of them', async (_by, named) => {
    const made = await shop(engine)
    await live(made, 'a', ada)
    made.collector.time.now += 3 * 86_400_000
    await live(made, 'b', bob)
    await settled(made, 4)
    const [his, hers] = [await namesOf(made, bob), await namesOf(made, ada)]
    expect(hers.exported).toMatchObject({
      views: [{}],
      engagement: [{ engaged_ms: 4_000 }],
      events: [{ name: 'signup' }],
      identifications: [{}],
      payments: [{}, {}],
    })
    const before = await everything(made.storage)
    expect(hers.names.flatMap((name) => tablesWith(before, name))).not.toEqual([])

    expect((await forget(made, named(ada))).status).toBe(200)
    await settled(made, 4)
    const after = await everything(made.storage)
    for (const name of hers.names) expect([name, tablesWith(after, name)]).toEqual([name, []])
    for (const name of his.names) expect([name, tablesWith(after, name)]).toEqual([name, tablesWith(before, name)])
    // What is left is the money's: random ids, of a visit that nobody can find any more.
    const money = ['attribution_change', 'checkout_return', 'delivery', 'evidence', 'fact', 'touch']
    expect(money).toEqual(expect.arrayContaining(tablesWith(after, viewIdOf('a'))))
    expect(await made.storage.read.selectFrom('payment').select('net').execute()).toHaveLength(4)
  })
})
