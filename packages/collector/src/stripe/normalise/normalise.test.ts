import { describe, expect, it } from 'vitest'
import { normalise, type Seen } from './index.ts'

const seen: Seen = { mode: 'test', via: 'environment', door: 'webhook', eventAt: 5_000, eventType: null }
const read = (object: unknown) => normalise(object, seen)

describe('an object says what it is linked to in every era', () => {
  it.each([
    [
      'a PaymentIntent of 2020 lists its charges',
      { object: 'payment_intent', id: 'pi_1', charges: { object: 'list', data: [{ object: 'charge', id: 'ch_1' }] } },
      ['ch_1'],
    ],
    ['a newer one names the latest', { object: 'payment_intent', id: 'pi_1', latest_charge: 'ch_1' }, ['ch_1']],
    [
      'or holds it expanded',
      { object: 'payment_intent', id: 'pi_1', latest_charge: { object: 'charge', id: 'ch_1' } },
      ['ch_1'],
    ],
    [
      'a charge before basil names its invoice',
      { object: 'charge', id: 'ch_1', payment_intent: 'pi_1', invoice: 'in_1' },
      ['pi_1', 'in_1'],
    ],
    ['a charge since basil does not', { object: 'charge', id: 'ch_1', payment_intent: 'pi_1' }, ['pi_1']],
    [
      'an invoice before basil names intent and charge',
      { object: 'invoice', id: 'in_1', payment_intent: 'pi_1', charge: 'ch_1' },
      ['pi_1', 'ch_1'],
    ],
    [
      'an invoice since basil has payments, when they were asked for',
      {
        object: 'invoice',
        id: 'in_1',
        payments: {
          data: [
            {
              object: 'invoice_payment',
              id: 'inpay_1',
              invoice: 'in_1',
              payment: { type: 'payment_intent', payment_intent: 'pi_1' },
            },
          ],
        },
      },
      ['inpay_1', 'pi_1'],
    ],
    [
      'an invoice payment joins both',
      {
        object: 'invoice_payment',
        id: 'inpay_1',
        invoice: 'in_1',
        payment: { type: 'payment_intent', payment_intent: 'pi_1' },
      },
      ['in_1', 'pi_1'],
    ],
    [
      'a session names its intent or its invoice, never its subscription',
      { object: 'checkout.session', id: 'cs_1', payment_intent: null, invoice: 'in_1', subscription: 'sub_1' },
      ['in_1'],
    ],
  ])('%s', (_, object, links) => {
    expect(read(object)[0]?.links).toEqual(links)
  })
})

describe('money that changed hands without Stripe is told apart', () => {
  it.each([
    [
      'before basil',
      { object: 'invoice', id: 'in_1', status: 'paid', paid_out_of_band: true, amount_due: 30, amount_paid: 0 },
    ],
    [
      'since basil',
      { object: 'invoice', id: 'in_1', status: 'paid', amount_due: 30, amount_paid: 30, amount_paid_off_stripe: 30 },
    ],
    [
      'both ways at once',
      {
        object: 'invoice',
        id: 'in_1',
        status: 'paid',
        paid_out_of_band: true,
        amount_due: 30,
        amount_paid: 30,
        amount_paid_off_stripe: 30,
      },
    ],
  ])('%s', (_, object) => {
    expect(read(object)[0]).toMatchObject({ paid: 30, outside: 30 })
  })
})

describe('money is what was received', () => {
  it.each([
    [
      'a succeeded intent',
      { object: 'payment_intent', id: 'pi_1', status: 'succeeded', amount: 10, amount_received: 9 },
      9,
    ],
    [
      'an intent that waits',
      { object: 'payment_intent', id: 'pi_1', status: 'processing', amount: 10, amount_received: 0 },
      0,
    ],
    [
      'a multicapture intent so far',
      { object: 'payment_intent', id: 'pi_1', status: 'requires_capture', amount: 10, amount_received: 3 },
      3,
    ],
    [
      'a captured charge',
      { object: 'charge', id: 'ch_1', status: 'succeeded', paid: true, captured: true, amount: 10, amount_captured: 7 },
      7,
    ],
    [
      'a captured charge of 2019',
      { object: 'charge', id: 'ch_1', status: 'succeeded', paid: true, captured: true, amount: 10 },
      10,
    ],
    [
      'an authorisation',
      {
        object: 'charge',
        id: 'ch_1',
        status: 'succeeded',
        paid: true,
        captured: false,
        amount: 10,
        amount_captured: 0,
      },
      0,
    ],
    [
      "a connected account's copy",
      {
        object: 'charge',
        id: 'py_1',
        status: 'succeeded',
        paid: true,
        captured: true,
        amount: 10,
        source_transfer: 'tr_1',
      },
      0,
    ],
    [
      'a paid session',
      { object: 'checkout.session', id: 'cs_1', mode: 'payment', payment_status: 'paid', amount_total: 10 },
      10,
    ],
    [
      'a complete session of a bank debit',
      {
        object: 'checkout.session',
        id: 'cs_1',
        mode: 'payment',
        status: 'complete',
        payment_status: 'unpaid',
        amount_total: 10,
      },
      0,
    ],
    [
      'a setup',
      {
        object: 'checkout.session',
        id: 'cs_1',
        mode: 'setup',
        payment_status: 'no_payment_required',
        amount_total: null,
      },
      0,
    ],
    ['an invoice', { object: 'invoice', id: 'in_1', status: 'paid', total: 30, amount_paid: 25 }, 25],
    [
      'an invoice paid in cash, before basil',
      { object: 'invoice', id: 'in_1', status: 'paid', paid_out_of_band: true, amount_due: 30, amount_paid: 0 },
      0,
    ],
    [
      'an invoice paid in cash, since basil',
      { object: 'invoice', id: 'in_1', status: 'paid', amount_paid: 30, amount_paid_off_stripe: 30 },
      0,
    ],
    [
      'a payment record on an invoice',
      {
        object: 'invoice_payment',
        id: 'inpay_1',
        status: 'paid',
        amount_paid: 30,
        payment: { type: 'payment_record' },
      },
      0,
    ],
  ])('%s', (_, object, paid) => {
    const [fact] = read(object)
    expect((fact?.paid ?? 0) - (fact?.kind === 'invoice' ? fact.outside : 0)).toBe(paid)
  })
})

it('takes facts from objects that are expanded inside', () => {
  const session = {
    object: 'checkout.session',
    id: 'cs_1',
    payment_intent: {
      object: 'payment_intent',
      id: 'pi_1',
      latest_charge: { object: 'charge', id: 'ch_1', payment_intent: 'pi_1' },
    },
  }
  expect(read(session).map((fact) => fact.id)).toEqual(['cs_1', 'pi_1', 'ch_1'])
})

it.each([
  ['an upcoming invoice has no id', { object: 'invoice' }],
  ['a kind of object nobody knows', { object: 'fancy.thing', id: 'ft_1' }],
  ['nothing', null],
  ['a number', 4],
])('ignores what says nothing about money: %s', (_, object) => {
  expect(read(object)).toEqual([])
})

it('needs hardly any field', () => {
  for (const object of [
    'checkout.session',
    'payment_intent',
    'charge',
    'invoice',
    'invoice_payment',
    'refund',
    'subscription',
  ])
    expect(read({ object, id: 'x_1' })).toMatchObject([{ id: 'x_1', paid: 0, links: [], references: [] }])
})

it('finds our ids under every name they are sent by', () => {
  const session = {
    object: 'checkout.session',
    id: 'cs_1',
    client_reference_id: 'view-a',
    metadata: {
      humblytics_view_id: 'view-b',
      websiteId: 'site_1',
      visitorId: 'v_1',
      session_id: 's_1',
      customid: 'c',
      note: 'x',
    },
  }
  expect(read(session)[0]?.references.map(({ key, value }) => `${key}=${value}`)).toEqual([
    'viewId=view-b',
    'websiteId=site_1',
    'visitorId=v_1',
    'sessionId=s_1',
    'customId=c',
    'viewId=view-a',
  ])
})

it('dates a bank debit by the event that showed the money, and not by its submission', () => {
  const charge = {
    object: 'charge',
    id: 'ch_1',
    created: 1,
    status: 'succeeded',
    paid: true,
    captured: true,
    amount: 5,
  }
  expect(read(charge)[0]).toMatchObject({ createdAt: 1_000, shownAt: 5_000 })
  expect(read({ ...charge, status: 'pending', paid: false })[0]).toMatchObject({ state: 'processing', shownAt: null })
})
