import { describe, expect, it } from 'vitest'
import { findSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { deliver } from '../stripe/testing/deliver.ts'
import { addSite, addVisit, event, purchase, SITE, session, VIEW, VISIT } from '../stripe/testing/purchase.ts'
import { paymentDetail } from './payment-detail.ts'

async function detailOf(storage: Storage, id: string, siteId = SITE) {
  const site = await findSite(storage.read, siteId)
  if (!site) throw new Error('the test has no site')
  return await paymentDetail(storage.read, site, id)
}

describe.each(engines)('all that is known of a payment (%s)', (engine) => {
  it('is its visits, its checkout, its money, what was bought, who told it, and why we believe it', async () => {
    const storage = await freshStorage(engine)
    await storage.write(async (trx) => {
      await addSite(trx)
      await addVisit(trx)
    })
    const line_items = { data: [{ object: 'item', id: 'li_1', description: 'Mug', amount_total: 4900 }] }
    await deliver(storage, [...purchase(), event('checkout.session.completed', session({ line_items }))])
    const whole = {
      first: 3900,
      last: 3900,
      last_non_direct: 3900,
      linear: 3900,
      position_based: 3900,
      time_decay: 3900,
    }
    expect(await detailOf(storage, 'pi_1')).toMatchObject({
      payment: { id: 'pi_1', gross: 4900, refunds: -1000, attribution: { kind: 'attributed', grade: 1 } },
      purpose: 'one_off',
      reportingCurrency: 'eur',
      lookBackDays: 90,
      touches: [{ position: 0, sessionId: VISIT, at: 1_000, channel: 'Email', source: 'newsletter', credits: whole }],
      checkouts: [{ id: 'cs_test_a1b2c3d4e5', at: 1_792_999_990_000, state: 'succeeded' }],
      entries: [
        { id: 'refund:re_1', amount: -1000, lines: [{ description: 'Mug', amount: -1000 }] },
        { id: 'charge:pi_1', amount: 4900, lines: [{ description: 'Mug', amount: 4900 }] },
      ],
      evidence: [{ kind: 'client_reference_id', grade: 1, value: VIEW, sessionId: VISIT, chosen: true }],
      objects: [
        { id: 'ch_1', kind: 'charge', state: 'succeeded', doors: ['webhook'] },
        { id: 'cs_test_a1b2c3d4e5', kind: 'checkout_session' },
        { id: 'pi_1', kind: 'payment_intent' },
        { id: 're_1', kind: 'refund' },
      ],
      changes: [],
    })
  })

  it('is found by any Stripe id that belongs to it, on its own site only', async () => {
    const storage = await freshStorage(engine)
    await storage.write(async (trx) => {
      await addSite(trx)
      await addSite(trx, 'site_stranger1', 1)
    })
    await deliver(storage, purchase())
    for (const id of ['pi_1', 'ch_1', 're_1', 'cs_test_a1b2c3d4e5'])
      expect((await detailOf(storage, id))?.payment.id).toBe('pi_1')
    expect(await detailOf(storage, 'pi_1', 'site_stranger1')).toBeNull()
    expect(await detailOf(storage, 'pi_2')).toBeNull()
  })
})
