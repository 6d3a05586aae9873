import { describe, expect, it } from 'vitest'
import { hashEmail } from '../identity/email.ts'
import { dropVisits } from '../privacy/store.ts'
import { findSite, notePaymentsDue, updateSite } from '../sites/store.ts'
import type { Engine } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { visitNo } from '../storage/testing/visits.ts'
import { deliver, keys, NOW } from '../stripe/testing/deliver.ts'
import { addSite, charge, event, intent, invoice, SITE } from '../stripe/testing/purchase.ts'
import { paymentDetail } from './payment-detail.ts'
import { type Happening, happen, idOf, settleDue, visitIdOf } from './testing/happenings.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

async function shop(engine: Engine, change: object = {}): Promise<Storage> {
  const storage = await freshStorage(engine)
  await storage.write((trx) => addSite(trx))
  await changeSite(storage, change)
  return storage
}

async function changeSite(storage: Storage, change: object): Promise<void> {
  await storage.write(async (trx) => {
    const site = await findSite(trx, SITE)
    if (site) await updateSite(trx, { ...site, ...change })
    await notePaymentsDue(trx, SITE)
  })
  await settleDue(storage)
}

const visit = (view: string, days: number, { visitor = `v_${view}`, channel = 'Email' } = {}): Happening => ({
  ...{ what: 'visit', view, visitor, channel, at: NOW - days * DAY },
})
const pay = (id: string, fields: object, { days = 0, amount = 1_000 } = {}): Happening => ({
  ...{ what: 'pay', id, amount, fields, at: NOW - days * DAY },
})
const identify = (view: string, who: { email?: string; customId?: string }): Happening => ({
  ...{ what: 'identify', view, ...who, at: NOW },
})

async function told(storage: Storage, story: Happening[]): Promise<void> {
  for (const one of story) await happen(storage, one)
  await settleDue(storage)
}

async function detail(storage: Storage, id: string) {
  const site = await findSite(storage.read, SITE)
  const found = site && (await paymentDetail(storage.read, site, id))
  if (!found) throw new Error(`there is no payment ${id}`)
  return found
}

/** By which evidence, of which grade, and the visits that led to it, oldest first. */
async function earnedBy(storage: Storage, id: string) {
  const { payment, touches } = await detail(storage, id)
  const { attribution } = payment
  return attribution.kind === 'attributed'
    ? [attribution.evidence, attribution.grade, touches.map(({ sessionId }) => sessionId.slice(7).replaceAll('_', ''))]
    : attribution.reason
}

const ada = { email: 'ada@shop.example' }
const bob = { email: 'bob@shop.example' }

describe.each(engines)('a payment is attributed (%s)', (engine) => {
  it.each<[string, Happening[], unknown]>([
    [
      'by an id in its metadata',
      [pay('pi_1', { metadata: { humblytics_view_id: idOf('a') } })],
      ['payment_intent_metadata', 1, ['a']],
    ],
    [
      'by an id on its customer',
      [
        { what: 'customer', id: 'cus_1', fields: { metadata: { view_id: idOf('a') } } },
        pay('pi_1', { customer: 'cus_1' }),
      ],
      ['customer_metadata', 3, ['a']],
    ],
    [
      'by a customid in its metadata',
      [identify('a', { customId: 'user 7' }), pay('pi_1', { metadata: { customid: 'user 7' } })],
      ['customer_connected', 3, ['a']],
    ],
    [
      'by a customer whom the server connected, before',
      [
        identify('a', { customId: 'user 7' }),
        { what: 'connect', customer: 'cus_1', customId: 'user 7' },
        pay('pi_1', { customer: 'cus_1' }),
      ],
      ['customer_connected', 3, ['a']],
    ],
    [
      'and after the payment',
      [
        pay('pi_1', { customer: 'cus_1' }),
        { what: 'connect', customer: 'cus_1', customId: 'user 7' },
        identify('a', { customId: 'user 7' }),
      ],
      ['customer_connected', 3, ['a']],
    ],
    [
      'by an earlier payment of its customer',
      [
        pay('pi_1', { customer: 'cus_1' }),
        pay('pi_0', { customer: 'cus_1', metadata: { viewId: idOf('a') } }, { days: 1 }),
      ],
      ['same_customer', 5, ['a']],
    ],
    [
      'by its email',
      [identify('a', ada), pay('pi_1', { receipt_email: ' ADA@shop.example' })],
      ['email_match', 6, ['a']],
    ],
    [
      'by its email, said later',
      [pay('pi_1', { receipt_email: ada.email }), identify('a', ada)],
      ['email_match', 6, ['a']],
    ],
    [
      'by the best of all',
      [identify('b', ada), pay('pi_1', { receipt_email: ada.email, metadata: { sessionId: visitIdOf('a') } })],
      ['payment_intent_metadata', 1, ['b', 'a']],
    ],
  ])('%s', async (_, story, wanted) => {
    const storage = await shop(engine)
    await told(storage, [visit('a', 2), visit('b', 20), ...story])
    expect(await earnedBy(storage, 'pi_1')).toEqual(wanted)
  })

  it.each<[string, object, Happening[], string]>([
    ['without an id', {}, [pay('pi_1', { receipt_email: ada.email })], 'no_id_on_payment'],
    ['with an id that nobody knows', {}, [pay('pi_1', { metadata: { viewId: idOf('x') } })], 'id_unknown'],
    [
      'of a visit that is not kept any longer',
      { retentionDays: 30 },
      [pay('pi_1', { metadata: { viewId: idOf('x') } }, { days: 40 })],
      'visit_expired',
    ],
    [
      'of a person who came too long ago',
      { lookBackDays: 1 },
      [visit('a', 3), identify('a', ada), pay('pi_1', { receipt_email: ada.email })],
      'visit_expired',
    ],
    [
      'that two people could have made',
      {},
      [
        visit('a', 3),
        visit('b', 2),
        identify('a', { customId: 'user 7' }),
        identify('b', { customId: 'user 8' }),
        pay('pi_1', { customer: 'cus_1', metadata: { customid: 'user 7' } }),
        { what: 'connect', customer: 'cus_1', customId: 'user 8' },
      ],
      'several_candidates',
    ],
  ])('not, and says why: %s', async (_, settings, story, reason) => {
    const storage = await shop(engine, settings)
    await told(storage, story)
    expect(await earnedBy(storage, 'pi_1')).toBe(reason)
  })

  it('to all visits of the person across days, and a payment of somebody else on the same device to none of them', async () => {
    const storage = await shop(engine)
    const device = { visitor: 'v_office' }
    await told(storage, [
      visit('monday', 9, { channel: 'Paid Search' }),
      identify('monday', ada),
      visit('early', 3, device),
      visit('ada', 2, device),
      identify('ada', ada),
      visit('bob', 1, device),
      identify('bob', bob),
      pay('pi_1', { receipt_email: ada.email }, { days: 1.5 }),
      pay('pi_2', { metadata: { viewId: idOf('bob') }, receipt_email: bob.email }),
    ])
    expect(await earnedBy(storage, 'pi_1')).toEqual(['email_match', 6, ['monday', 'ada']])
    expect(await earnedBy(storage, 'pi_2')).toEqual(['payment_intent_metadata', 1, ['bob']])
  })

  it('and never joins two customers because both paid after one view', async () => {
    const storage = await shop(engine)
    await told(storage, [
      visit('a', 2),
      visit('b', 1, { channel: 'Paid Search' }),
      pay('pi_1', { customer: 'cus_1', metadata: { viewId: idOf('a') } }, { days: 1.9 }),
      pay('pi_2', { customer: 'cus_2', metadata: { viewId: idOf('a') } }, { days: 1.8 }),
      pay('pi_3', { customer: 'cus_2', metadata: { viewId: idOf('b') } }, { days: 0.9 }),
      pay('pi_4', { customer: 'cus_1' }),
    ])
    expect(await earnedBy(storage, 'pi_3')).toEqual(['payment_intent_metadata', 1, ['b']])
    expect(await earnedBy(storage, 'pi_4')).toEqual(['same_customer', 5, ['a']])
  })

  it('by a metadata key of the site’s own', async () => {
    const storage = await shop(engine, { metadataKeys: { order_ref: 'viewId' } })
    await told(storage, [visit('a', 1), pay('pi_1', { metadata: { order_ref: idOf('a'), address: 'Rue 1' } })])
    expect(await earnedBy(storage, 'pi_1')).toEqual(['payment_intent_metadata', 1, ['a']])
    const bodies = await storage.read.selectFrom('delivery').select('body').execute()
    expect(JSON.stringify(bodies)).not.toContain('Rue 1')
  })
})

describe.each(engines)('what was frozen (%s)', (engine) => {
  it('stays when retention removes the visits, and changes with a trace when the look-back does', async () => {
    const storage = await shop(engine)
    await told(storage, [
      visit('a', 20, { channel: 'Paid Search' }),
      visit('b', 2),
      identify('a', ada),
      identify('b', ada),
      pay('pi_1', { receipt_email: ada.email }),
    ])
    await storage.write((trx) => dropVisits(trx, [visitNo(trx, visitIdOf('a'))]))
    await told(storage, [{ what: 'refund', id: 're_1', of: 'pi_1', amount: 500, at: NOW }])
    expect(await earnedBy(storage, 'pi_1')).toEqual(['email_match', 6, ['a', 'b']])
    const shares = (await detail(storage, 'pi_1')).touches.map(({ credits }) => [credits.first, credits.linear])
    expect(shares).toEqual([
      [500, 250],
      [0, 250],
    ])
    await changeSite(storage, { lookBackDays: 7 })
    expect(await earnedBy(storage, 'pi_1')).toEqual(['email_match', 6, ['b']])
    expect((await detail(storage, 'pi_1')).changes).toMatchObject([
      { at: NOW, evidence: 'email_match', sessionId: visitIdOf('b'), touches: 2 },
    ])
  })

  it('leaves a trace when better evidence comes', async () => {
    const storage = await shop(engine)
    await told(storage, [visit('a', 3), visit('b', 2), identify('b', ada), pay('pi_1', { receipt_email: ada.email })])
    await told(storage, [pay('pi_1', { receipt_email: ada.email, metadata: { viewId: idOf('a') } })])
    expect(await earnedBy(storage, 'pi_1')).toEqual(['payment_intent_metadata', 1, ['a']])
    expect((await detail(storage, 'pi_1')).changes).toMatchObject([{ evidence: 'email_match', grade: 6, touches: 1 }])
  })

  it('is inherited whole by the renewals of a subscription', async () => {
    const storage = await shop(engine)
    await told(storage, [
      visit('a', 9, { channel: 'Paid Search' }),
      visit('b', 3),
      identify('a', ada),
      identify('b', ada),
    ])
    const told1 = { metadata: { viewId: idOf('b') }, customer_email: ada.email, created: 1_792_800_000 }
    const renewal = { id: 'in_2', payment_intent: 'pi_2', billing_reason: 'subscription_cycle', created: 1_795_000_000 }
    const paidAt = { status_transitions: { paid_at: 1_795_000_000 } }
    await deliver(storage, [
      event('invoice.paid', invoice({ ...renewal, ...paidAt })),
      event('invoice.paid', invoice({ ...told1, billing_reason: 'subscription_create' })),
    ])
    expect(await earnedBy(storage, 'pi_1')).toEqual(['invoice_metadata', 1, ['a', 'b']])
    expect(await earnedBy(storage, 'pi_2')).toEqual(['subscription_first_bind', 2, ['a', 'b']])
  })

  it('sums to every entry, by every model, also where nobody earned it', async () => {
    const storage = await shop(engine)
    const device = { visitor: 'v_1' }
    await told(storage, [
      ...[visit('a', 3, device), visit('b', 2, device), visit('c', 1, device)],
      pay('pi_1', { metadata: { viewId: idOf('c') } }),
      pay('pi_2', {}),
      { what: 'refund', id: 're_1', of: 'pi_1', amount: 333, at: NOW },
    ])
    const credits = await storage.read.selectFrom('credit').selectAll().execute()
    const entries = await storage.read.selectFrom('entry').selectAll().execute()
    expect(credits).toHaveLength(3 + 3 + 1)
    for (const model of ['first', 'last', 'last_non_direct', 'linear', 'position_based', 'time_decay'] as const)
      for (const { id, amount } of entries) {
        const own = credits.filter(({ entry_id }) => entry_id === id)
        expect(own.reduce((sum, row) => sum + row[model], 0)).toBe(amount)
        expect(own.reduce((sum, row) => sum + (row[`${model}_reported`] ?? 0), 0)).toBe(amount)
      }
  })
})

it('stores addresses only as hashes under the key of the site', async () => {
  const storage = await shop('sqlite')
  const details = { customer_details: { email: 'Ada@Shop.example', name: 'Ada' } }
  await deliver(storage, [
    event('charge.succeeded', charge({ billing_details: { email: 'ada@shop.example' }, receipt_email: null })),
    event('payment_intent.succeeded', intent({ receipt_email: 'ada@shop.example', ...details })),
  ])
  const rows = [
    ...(await storage.read.selectFrom('delivery').select('body').execute()),
    ...(await storage.read.selectFrom('fact').select('body').execute()),
  ]
  expect(JSON.stringify(rows).toLowerCase()).not.toMatch(/ada@|"ada"/)
  expect(await storage.read.selectFrom('evidence').select(['kind', 'value']).execute()).toEqual([
    { kind: 'email_match', value: hashEmail(keys.emailKey(SITE), 'ada@shop.example') },
  ])
})
