import { describe, expect, it, onTestFinished } from 'vitest'
import { hashEmail } from '../identity/email.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'

const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
const viewIdOf = (name: string) => name.padEnd(22, '_')
const ada = 'ada@shop.example'

async function shop(engine: (typeof engines)[number]) {
  const collector = await testCollector(engine)
  const storage = await openStorage(collector.databaseUrl)
  onTestFinished(async () => {
    await storage.close()
    await collector.remove()
  })
  const headers = await collector.signIn()
  const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
  const keys = await openKeys(storage, 'the secret of the tests')
  const emailHash = hashEmail(keys.emailKey(site.id), ada) ?? ''
  const send = (body: object) =>
    collector.ask('POST', '/api/event', { headers: agent, body: { site: site.id, ...body } })
  const visit = async (name: string, identity: object | null) => {
    const of = { viewId: viewIdOf(name) }
    await send({ ...of, type: 'view', url: 'https://shop.example/a' })
    await send({ ...of, type: 'event', eventId: viewIdOf(`e${name}`), name: 'signup' })
    if (identity) await send({ ...of, type: 'identify', ...identity })
    collector.time.now += 3 * 86_400_000
  }
  const persons = (what: string, body: object) =>
    collector.ask('POST', `/api/sites/${site.id}/persons/${what}`, { headers, body })
  return { collector, storage, site, emailHash, visit, persons }
}

/** What can hold a name or a view, as text. The frozen touch keeps the id of a visit that is gone. */
async function everything(storage: Awaited<ReturnType<typeof openStorage>>) {
  const tables = ['visit', 'view', 'event', 'identification', 'person', 'person_name', 'delivery', 'fact'] as const
  return JSON.stringify(await Promise.all(tables.map((table) => storage.read.selectFrom(table).selectAll().execute())))
}

async function putMoney({ storage, site, emailHash }: Awaited<ReturnType<typeof shop>>, visitId: string) {
  const of = { mode: 'live' as const, account: site.id }
  await storage.write(async (trx) => {
    const delivery = {
      ...of,
      shape: '',
      door: 'api' as const,
      type: 'payment',
      received_at: 1,
      next_attempt_at: 1,
      handled_at: 1,
    }
    const { account: _, ...inbox } = delivery
    const bodies = {
      ours: { emailHash, metadata: { custom_id: 'user 7' } },
      other: { metadata: { customId: 'user 8' } },
    }
    for (const [id, body] of Object.entries(bodies))
      await trx
        .insertInto('delivery')
        .values({ ...inbox, id, connection: site.id, body: JSON.stringify(body) })
        .execute()
    await trx
      .insertInto('fact')
      .values({
        ...of,
        object_id: 'pi_1',
        kind: 'payment_intent',
        customer_id: null,
        body: JSON.stringify({ references: [{ kind: 'customid', key: 'customId', value: 'user 7' }] }),
      })
      .execute()
    const money = { status: 'paid' as const, currency: 'eur', gross: 900, refunds: 0, net: 900, paid_at: 1 }
    await trx
      .insertInto('payment')
      .values({ ...of, ...money, id: 'pay_1', stripe_id: 'pi_1', site_id: site.id })
      .execute()
    await trx
      .insertInto('evidence')
      .values({ payment_id: 'pay_1', kind: 'customid', value: 'user 7', grade: 3, visit_id: visitId, chosen: 1 })
      .execute()
    const touch = {
      payment_id: 'pay_1',
      position: 0,
      visit_id: visitId,
      visit_no: 1,
      site_id: site.id,
      at: 1,
      channel: 'Direct',
    }
    await trx
      .insertInto('touch')
      .values({ ...touch, source: null, medium: null, campaign: null, entry_page: '/a' })
      .execute()
  })
}

describe.each(engines)('a person (%s)', (engine) => {
  it('gets everything that is kept of them, by any of their names, and is forgotten everywhere', async () => {
    const made = await shop(engine)
    const { storage, persons, visit } = made
    await visit('a', { email: ada, customId: 'user 7' })
    await visit('b', { customId: 'user 7' })
    await visit('c', { customId: 'user 8' })
    await visit('d', null)
    const byEmail = (await persons('export', { email: 'ADA@shop.example' })).json
    // Nothing is left to be looked for: what is put there by hand would be attributed anew.
    await expect
      .poll(() => storage.read.selectFrom('attribution_due').selectAll().execute(), { timeout: 10_000 })
      .toEqual([])
    await putMoney(made, byEmail.visits[0].id)
    const { json } = await persons('export', { customId: 'user 7' })
    expect(json).toMatchObject({
      person: byEmail.person,
      names: [{ customId: 'user 7' }, { emailHash: made.emailHash }],
      payments: [{ id: 'pay_1', net: 900 }],
      messages: ['ours'],
    })
    expect([json.visits.length, json.views.length, json.events.length, json.identifications.length]).toEqual([
      2, 2, 2, 2,
    ])

    const { status, json: forgotten } = await persons('delete', { email: ada })
    expect([status, forgotten]).toEqual([200, { visits: 2, identifications: 2, messages: 1, facts: 1 }])
    const left = await everything(storage)
    for (const gone of ['user 7', made.emailHash, viewIdOf('a'), viewIdOf('b')]) expect(left).not.toContain(gone)
    for (const kept of ['user 8', viewIdOf('c'), viewIdOf('d'), 'pi_1']) expect(left).toContain(kept)
    expect(await storage.read.selectFrom('evidence').select('value').execute()).toEqual([{ value: 'deleted' }])
    expect(await storage.read.selectFrom('touch').select('channel').execute()).toEqual([{ channel: 'Direct' }])
    expect((await persons('export', { customId: 'user 7' })).json).toMatchObject({
      person: null,
      visits: [],
      messages: [],
    })
  })

  it('is named in one way, by the owner only, and leaves no address in the log', async () => {
    const { collector, site, persons } = await shop(engine)
    expect((await collector.ask('POST', `/api/sites/${site.id}/persons/export`, { body: { email: ada } })).status).toBe(
      401,
    )
    for (const body of [{}, { email: ada, customId: 'x' }, { email: 'nobody' }])
      expect((await persons('delete', body)).json.error.code).toBe('invalid_body')
    await persons('delete', { email: ada })
    expect(collector.logged.join()).not.toContain(ada)
  })
})
