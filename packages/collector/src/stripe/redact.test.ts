import { expect, it } from 'vitest'
import { normalise, type Seen } from './normalise/index.ts'
import { redact } from './redact.ts'
import { nobody } from './testing/nobody.ts'
import { haveSamples, sampleEvents } from './testing/sample-events.ts'

const personal = {
  object: 'checkout.session',
  id: 'cs_1',
  amount_total: 4900,
  client_reference_id: 'view-1',
  customer: 'cus_1',
  customer_email: 'ada@example.org',
  customer_details: { email: 'ada@example.org', name: 'Ada Lovelace', address: { city: 'London' }, phone: '+44 1' },
  metadata: { viewId: 'view-1', delivery_note: 'Ada, second door' },
  payment_intent: {
    object: 'payment_intent',
    id: 'pi_1',
    latest_charge: {
      object: 'charge',
      id: 'ch_1',
      billing_details: { name: 'Ada' },
      receipt_email: 'ada@example.org',
      receipt_url: 'https://pay.example/receipts/payment/secret',
    },
  },
  line_items: { object: 'list', data: [{ object: 'item', id: 'li_1', description: 'Mug', amount_total: 4900 }] },
}

it('keeps the money and drops the person', () => {
  const text = JSON.stringify(redact(personal, nobody))
  for (const secret of ['ada@', 'Ada', 'London', '+44', 'second door', 'secret']) expect(text).not.toContain(secret)
  expect(JSON.parse(text)).toMatchObject({
    id: 'cs_1',
    amount_total: 4900,
    client_reference_id: 'view-1',
    metadata: { viewId: 'view-1' },
    payment_intent: { id: 'pi_1', latest_charge: { id: 'ch_1', receipt_url: '/receipts/payment/' } },
    line_items: { data: [{ description: 'Mug' }] },
  })
})

it('keeps a product name and drops a customer name', () => {
  expect(redact({ object: 'product', id: 'prod_1', name: 'Mug' }, nobody)).toMatchObject({ name: 'Mug' })
  expect(redact({ object: 'customer', id: 'cus_1', name: 'Ada' }, nobody)).not.toHaveProperty('name')
})

it.skipIf(!haveSamples)(
  'takes nothing from the ledger: redacted or not, every public sample gives the same facts',
  () => {
    const seen: Seen = { mode: 'test', via: 'environment', door: 'webhook', eventAt: 1, eventType: null }
    for (const { event } of sampleEvents()) {
      const object = event.data.object
      expect(normalise(redact(object, nobody), seen)).toEqual(normalise(object, seen))
    }
  },
)

it.skipIf(!haveSamples)('leaves no email address in any public sample', () => {
  for (const { name, event } of sampleEvents())
    expect(JSON.stringify(redact(event, nobody)), name).not.toMatch(/@[a-z]+\.[a-z]/i)
})
