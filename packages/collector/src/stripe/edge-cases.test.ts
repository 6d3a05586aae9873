// The edge cases of a ledger over Stripe, numbered; those about doors and people are in the tests named at the end.
import { describe, expect, it } from 'vitest'
import { charge, creditNote, dispute, intent, invoice, invoicePayment, refund, session } from './testing/objects.ts'
import { at, ledgerOf, nets, type Told, tell, total } from './testing/told.ts'

const billed = { receipt_url: 'https://pay.example/receipts/invoices/x' }
const paidIntent = tell('payment_intent.succeeded', intent('pi_1', 4900, { latest_charge: 'ch_1' }))
const paidCharge = tell('charge.succeeded', charge('ch_1', 4900))
const paidSession = tell('checkout.session.completed', session('cs_1', 4900, { payment_intent: 'pi_1' }))
const once: [string, number][] = [['pi_1', 4900]]

type Case = [string, Told[], [string, number][]]

describe('one purchase, told in many ways', () => {
  it.each<Case>([
    ['1 session, intent and charge', [paidSession, paidIntent, paidCharge], once],
    ['2 all twice, backwards', [paidCharge, paidIntent, paidSession, paidCharge, paidIntent, paidSession], once],
    [
      '3 one event in the shapes of two endpoints',
      [
        tell('invoice.paid', invoice('in_1', 4900, { payment_intent: 'pi_1', charge: 'ch_1', paid: true })),
        tell('invoice.paid', invoice('in_1', 4900)),
        tell('charge.succeeded', charge('ch_1', 4900, { invoice: 'in_1' })),
        tell('charge.succeeded', charge('ch_1', 4900)),
      ],
      once,
    ],
    ['4 two events for one success', [paidIntent, paidIntent], once],
    [
      '5 basil: the intent names its invoice, cut to 25 characters',
      [
        tell('invoice.paid', invoice('in_1AbCdEfGhIjKlMnOpQrStUvW', 4900)),
        tell(
          'payment_intent.succeeded',
          intent('pi_1', 4900, { payment_details: { order_reference: 'in_1AbCdEfGhIjKlMnOpQrStUvW'.slice(0, 25) } }),
        ),
      ],
      once,
    ],
    [
      '6 basil: nothing but customer, amount, time and receipt',
      [tell('invoice.paid', invoice('in_1', 4900)), tell('charge.succeeded', charge('ch_1', 4900, billed))],
      once,
    ],
    [
      '7 basil: a subscription checkout, and its charge',
      [
        tell(
          'checkout.session.completed',
          session('cs_1', 4900, { mode: 'subscription', subscription: 'sub_1', invoice: 'in_1' }),
        ),
        tell('charge.succeeded', charge('ch_1', 4900, { description: 'Subscription creation' })),
      ],
      once,
    ],
    [
      '9 acacia: everything at once',
      [
        tell('invoice.paid', invoice('in_1', 4900, { payment_intent: 'pi_1', charge: 'ch_1' })),
        tell('invoice.payment_succeeded', invoice('in_1', 4900, { payment_intent: 'pi_1', charge: 'ch_1' })),
        tell('payment_intent.succeeded', intent('pi_1', 4900, { invoice: 'in_1', latest_charge: 'ch_1' })),
        tell('charge.succeeded', charge('ch_1', 4900, { invoice: 'in_1' })),
      ],
      once,
    ],
    ['10 only the invoice', [tell('invoice.paid', invoice('in_1', 4900))], [['in_1', 4900]]],
    ['11 only the charge', [paidCharge], once],
    [
      '15 a checkout that makes an invoice',
      [
        tell('checkout.session.completed', session('cs_1', 4900, { payment_intent: 'pi_1', invoice: 'in_1' })),
        tell('invoice.paid', invoice('in_1', 4900)),
        paidIntent,
        paidCharge,
      ],
      once,
    ],
    [
      '22 two declines and a success',
      [
        tell('charge.failed', charge('ch_a', 4900, { status: 'failed', paid: false, payment_intent: 'pi_1' })),
        tell('charge.failed', charge('ch_b', 4900, { status: 'failed', paid: false, payment_intent: 'pi_1' })),
        paidIntent,
        paidCharge,
      ],
      once,
    ],
  ])('%s', (_, told, wanted) => {
    expect(nets(told)).toEqual(wanted)
    expect(nets([...told].reverse())).toEqual(wanted)
  })

  it('8 basil: the link comes two days later; one payment at every moment', () => {
    const told = [
      tell('payment_intent.succeeded', intent('pi_1', 4900)),
      tell('invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1', 4900), 172_800),
      tell('invoice.paid', invoice('in_1', 4900), 172_900),
    ]
    for (const moment of [1, 2, 3]) expect(nets(told.slice(0, moment))).toEqual(once)
  })
})

describe('what is not, or not yet, money', () => {
  it('16 a bank debit is nothing until it succeeds, and dated then', () => {
    const begun = [
      tell(
        'checkout.session.completed',
        session('cs_1', 4900, { payment_intent: 'pi_1', payment_status: 'unpaid' }),
        10,
      ),
      tell('payment_intent.processing', intent('pi_1', 4900, { status: 'processing', amount_received: 0 }), 10),
    ]
    expect(ledgerOf(begun)).toMatchObject([{ status: 'pending', net: 0 }])
    const done = [
      ...begun,
      tell('charge.succeeded', charge('ch_1', 4900), 345_600),
      tell('payment_intent.succeeded', intent('pi_1', 4900), 345_600),
    ]
    expect(ledgerOf(done)).toMatchObject([{ status: 'paid', net: 4900, paidAt: at(345_600) * 1000 }])
  })

  it('17 a bank debit that fails is a failed attempt', () => {
    const told = [
      tell('checkout.session.completed', session('cs_1', 4900, { payment_intent: 'pi_1', payment_status: 'unpaid' })),
      tell(
        'payment_intent.payment_failed',
        intent('pi_1', 4900, {
          status: 'requires_payment_method',
          amount_received: 0,
          last_payment_error: { code: 'x' },
        }),
      ),
    ]
    expect(ledgerOf(told)).toMatchObject([{ status: 'failed', net: 0, entries: [] }])
  })

  it('18 a part of a bank transfer is nothing, the whole is counted once', () => {
    const part = tell(
      'payment_intent.partially_funded',
      intent('pi_1', 10_000, { status: 'requires_action', amount_received: 0 }),
    )
    expect(total([part])).toBe(0)
    expect(total([part, tell('payment_intent.succeeded', intent('pi_1', 10_000))])).toBe(10_000)
  })

  it.each<[string, Told[], number]>([
    [
      '19 an authorisation that lapses',
      [
        tell('charge.succeeded', charge('ch_1', 4900, { captured: false, amount_captured: 0 })),
        tell('charge.expired', charge('ch_1', 4900, { captured: false, amount_captured: 0, amount_refunded: 4900 })),
        tell('refund.created', refund('re_1', 4900, { reason: 'expired_uncaptured_charge' })),
      ],
      0,
    ],
    [
      '20 authorised 10000, captured 7000',
      [
        tell('charge.succeeded', charge('ch_1', 10_000, { captured: false, amount_captured: 0 })),
        tell('charge.captured', charge('ch_1', 10_000, { amount_captured: 7000, amount_refunded: 3000 })),
        tell('refund.created', refund('re_1', 3000, { reason: 'expired_uncaptured_charge' })),
        tell('payment_intent.succeeded', intent('pi_1', 10_000, { amount_received: 7000 })),
      ],
      7000,
    ],
    [
      '21 multicapture, the first part',
      [tell('payment_intent.updated', intent('pi_1', 7000, { status: 'requires_capture', amount_received: 3000 }))],
      3000,
    ],
    [
      '21 multicapture, both parts',
      [
        tell('payment_intent.updated', intent('pi_1', 7000, { status: 'requires_capture', amount_received: 3000 })),
        tell('payment_intent.succeeded', intent('pi_1', 7000)),
      ],
      7000,
    ],
    [
      '23 a trial begins',
      [
        tell(
          'checkout.session.completed',
          session('cs_1', 0, { mode: 'subscription', payment_status: 'no_payment_required' }),
        ),
        tell('invoice.paid', invoice('in_1', 0)),
      ],
      0,
    ],
    [
      '24 a coupon of 100 %',
      [tell('checkout.session.completed', session('cs_1', 0, { payment_status: 'no_payment_required' }))],
      0,
    ],
    [
      '25 a setup',
      [
        tell(
          'checkout.session.completed',
          session('cs_1', null, { mode: 'setup', payment_status: 'no_payment_required' }),
        ),
      ],
      0,
    ],
    [
      '28 an invoice of nothing',
      [tell('invoice.paid', invoice('in_1', 0)), tell('invoice.payment_succeeded', invoice('in_1', 0))],
      0,
    ],
    [
      '36 a downgrade that leaves credit',
      [tell('invoice.paid', invoice('in_1', 0, { total: -500, ending_balance: -500 }))],
      0,
    ],
    [
      '37 an upcoming invoice without an id',
      [tell('invoice.upcoming', { object: 'invoice', total: 4900, amount_paid: 4900 })],
      0,
    ],
    ['38 a void invoice', [tell('invoice.voided', invoice('in_1', 4900, { status: 'void', amount_paid: 0 }))], 0],
  ])('%s', (_, told, wanted) => {
    expect(total(told)).toBe(wanted)
    expect(ledgerOf(told).filter(({ net }) => net > 0)).toHaveLength(wanted === 0 ? 0 : 1)
  })

  it.each<[string, object]>([
    ['acacia', invoice('in_1', 4900, { amount_paid: 0, paid_out_of_band: true })],
    ['basil', invoice('in_1', 4900, { amount_paid_off_stripe: 4900 })],
  ])('26 an invoice marked as paid elsewhere is shown and not counted: %s', (_, object) => {
    expect(ledgerOf([tell('invoice.paid', object)])).toMatchObject([
      { id: 'oob:in_1', status: 'out_of_band', net: 0, outside: 4900, entries: [] },
    ])
  })

  it('26 basil before it said so: the invoice payment tells', () => {
    const record = invoicePayment('inpay_1', 'in_1', '', 4900, { payment: { type: 'payment_record' } })
    expect(ledgerOf([tell('invoice.paid', invoice('in_1', 4900)), tell('invoice_payment.paid', record)])).toMatchObject(
      [{ net: 0, outside: 4900 }],
    )
  })
})

describe('several of something', () => {
  it.each<Case>([
    [
      '27 a payment, and an invoice of the same whose lines cancel out',
      [tell('payment_intent.succeeded', intent('pi_1', 48_000)), tell('invoice.paid', invoice('in_1', 0))],
      [['pi_1', 48_000]],
    ],
    [
      '29 one invoice, two payments',
      [
        tell('invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1', 2000)),
        tell('payment_intent.succeeded', intent('pi_1', 2000)),
        tell('invoice_payment.paid', invoicePayment('inpay_2', 'in_1', 'pi_2', 3000)),
        tell('payment_intent.succeeded', intent('pi_2', 3000)),
        tell('invoice.paid', invoice('in_1', 5000)),
      ],
      [['pi_1', 5000]],
    ],
    [
      '30 one payment, two invoices',
      [
        tell('payment_intent.succeeded', intent('pi_1', 5000)),
        tell('invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1', 2000)),
        tell('invoice_payment.paid', invoicePayment('inpay_2', 'in_2', 'pi_1', 3000)),
        tell('invoice.paid', invoice('in_1', 2000)),
        tell('invoice.paid', invoice('in_2', 3000)),
      ],
      [['pi_1', 5000]],
    ],
    [
      '31 an invoice of 3000 with 500 from the balance',
      [tell('invoice.paid', invoice('in_1', 2500, { total: 3000, starting_balance: -500 }))],
      [['in_1', 2500]],
    ],
    [
      '32 an invoice paid too much',
      [
        tell('invoice.paid', invoice('in_1', 1000)),
        tell('invoice_payment.paid', invoicePayment('inpay_1', 'in_1', 'pi_1', 1000)),
        tell('payment_intent.succeeded', intent('pi_1', 1200)),
      ],
      [['pi_1', 1200]],
    ],
    [
      '34 two renewals of the same amount, minutes apart under a test clock',
      [
        tell('invoice.paid', invoice('in_1', 900, { payment_intent: 'pi_1', subscription: 'sub_1' })),
        tell('payment_intent.succeeded', intent('pi_1', 900)),
        tell('invoice.paid', invoice('in_2', 900, { payment_intent: 'pi_2', subscription: 'sub_1', created: at(60) })),
        tell('payment_intent.succeeded', intent('pi_2', 900)),
      ],
      [
        ['pi_1', 900],
        ['pi_2', 900],
      ],
    ],
    [
      '55 a platform charge and the copy on the connected account',
      [
        tell('charge.succeeded', charge('ch_1', 3000)),
        tell(
          'charge.succeeded',
          charge('py_1', 2550, { source_transfer: 'tr_1', payment_intent: null, customer: null }),
        ),
      ],
      [['pi_1', 3000]],
    ],
  ])('%s', (_, told, wanted) => {
    expect(nets(told)).toEqual(wanted)
    expect(nets([...told].reverse())).toEqual(wanted)
  })
})

describe('what goes back', () => {
  const bought = [paidIntent, paidCharge]
  const told = (amount: number) => tell('charge.refunded', charge('ch_1', 4900, { amount_refunded: amount }), 100)

  it.each<[string, Told[], number]>([
    [
      '39 a full refund, told three times',
      [tell('refund.created', refund('re_1', 4900)), told(4900), tell('refund.updated', refund('re_1', 4900))],
      0,
    ],
    [
      '40 two partial refunds',
      [
        tell('refund.created', refund('re_1', 1000)),
        told(1000),
        tell('refund.created', refund('re_2', 500)),
        told(1500),
      ],
      3400,
    ],
    ['41 only the charge tells, and one telling is lost', [told(1500)], 3400],
    [
      '42 a refund that failed, and an old message last',
      [
        tell('refund.created', refund('re_1', 1000, { status: 'pending' })),
        tell('refund.failed', refund('re_1', 1000, { status: 'failed' })),
        tell('refund.updated', refund('re_1', 1000, { status: 'pending' })),
      ],
      4900,
    ],
    ['43 a refund that was canceled', [tell('refund.updated', refund('re_1', 1000, { status: 'canceled' }))], 4900],
    [
      '46 a credit note that refunds',
      [
        tell(
          'credit_note.created',
          creditNote('cn_1', 'in_1', {
            amount: 1000,
            post_payment_amount: 1000,
            refunds: [{ refund: 're_1', amount_refunded: 1000 }],
          }),
        ),
        tell('refund.created', refund('re_1', 1000)),
        told(1000),
      ],
      3900,
    ],
    [
      '50 an inquiry',
      [
        tell(
          'charge.dispute.created',
          dispute('dp_1', 4900, { status: 'warning_needs_response', balance_transactions: [] }),
        ),
        tell('charge.dispute.closed', dispute('dp_1', 4900, { status: 'warning_closed', balance_transactions: [] })),
      ],
      4900,
    ],
    ['51 a chargeback', [tell('charge.dispute.funds_withdrawn', dispute('dp_1', 4900))], 0],
    [
      '51 a chargeback that is won',
      [
        tell('charge.dispute.funds_withdrawn', dispute('dp_1', 4900)),
        tell('charge.dispute.closed', dispute('dp_1', 4900, { status: 'won' })),
      ],
      4900,
    ],
    [
      '52 a lost chargeback on a half-refunded charge',
      [
        tell('refund.created', refund('re_1', 2450)),
        tell('charge.dispute.closed', dispute('dp_1', 4900, { status: 'lost' })),
      ],
      0,
    ],
  ])('%s', (_, more, net) => {
    expect(total([...bought, ...more])).toBe(net)
    expect(total([...more, ...bought].reverse())).toBe(net)
  })

  it('44 a refund that comes before its payment waits, and nets right', () => {
    const early = tell('refund.created', refund('re_1', 1000))
    expect(nets([early])).toEqual([])
    expect(nets([early, paidCharge])).toEqual([['pi_1', 3900]])
  })

  it('47 a credit note on an open invoice is nothing', () => {
    const note = creditNote('cn_1', 'in_1', {
      amount: 500,
      type: 'pre_payment',
      pre_payment_amount: 500,
      post_payment_amount: 0,
    })
    expect(total([tell('credit_note.created', note), tell('invoice.paid', invoice('in_1', 4400))])).toBe(4400)
  })

  const toBalance = { amount: 500, post_payment_amount: 500, customer_balance_transaction: 'cbtxn_1' }
  const first = tell('invoice.paid', invoice('in_1', 4900))
  const next = tell(
    'invoice.paid',
    invoice('in_2', 500, {
      total: 1000,
      starting_balance: -500,
      created: at(400),
      status_transitions: { finalized_at: at(400), paid_at: at(410) },
    }),
  )

  it('48 a credit note to the balance takes, and the invoice that uses it earns again', () => {
    const note = tell('credit_note.created', creditNote('cn_1', 'in_1', toBalance))
    expect(nets([first, note])).toEqual([['in_1', 4400]])
    expect(nets([next, note, first])).toEqual([
      ['in_1', 4400],
      ['in_2', 1000],
    ])
  })

  describe('a note of the time when none said how much of it came after the payment', () => {
    const { post_payment_amount: _, ...older } = toBalance
    const note = tell('credit_note.created', creditNote('cn_1', 'in_1', { ...older, amount: 2400 }))
    const half = (fields: Record<string, unknown>) => tell('invoice.updated', invoice('in_1', 2500, fields))
    const told = { pre_payment_credit_notes_amount: 1900, post_payment_credit_notes_amount: 500 }

    it.each<[string, Told[], number]>([
      ['is split as its invoice says', [half(told), note], 2000],
      ['is taken whole while the invoice is told as it was before', [half({}), note], 100],
      [
        'is split by the part before, where another note was never told',
        [half({ ...told, post_payment_credit_notes_amount: 600 }), note],
        1900,
      ],
      [
        'is split by the part after, where another note was never told',
        [half({ ...told, pre_payment_credit_notes_amount: 2400 }), note],
        2000,
      ],
      [
        'leaves to another note what that says of itself',
        [
          half({ pre_payment_credit_notes_amount: 2200, post_payment_credit_notes_amount: 600 }),
          tell('credit_note.created', creditNote('cn_2', 'in_1', { amount: 300, type: 'pre_payment' })),
          tell(
            'credit_note.created',
            creditNote('cn_3', 'in_1', { ...toBalance, amount: 100, post_payment_amount: 100 }),
          ),
          note,
        ],
        1900,
      ],
      [
        'gives its refund to the refund',
        [
          half(told),
          tell('credit_note.created', creditNote('cn_1', 'in_1', { ...older, amount: 2400, refund: 're_1' })),
          tell('charge.succeeded', charge('ch_1', 2500, { invoice: 'in_1' })),
          tell('refund.created', refund('re_1', 200)),
        ],
        2000,
      ],
      [
        'says it itself in a newer shape, whichever came first',
        [half({}), note, tell('credit_note.updated', creditNote('cn_1', 'in_1', { ...toBalance, amount: 2400 }))],
        2000,
      ],
    ])('%s', (_, events, wanted) => {
      expect(total(events)).toBe(wanted)
      expect(total(events.toReversed())).toBe(wanted)
    })
  })

  it('49 a void credit note is nothing', () => {
    const note = (status: string) => tell('credit_note.voided', creditNote('cn_1', 'in_1', { ...toBalance, status }))
    expect(nets([first, note('void'), note('issued')])).toEqual([['in_1', 4900]])
  })

  it('a bank debit that succeeded and is taken back later', () => {
    const failed = charge('ch_1', 4900, { status: 'failed', paid: false, failure_balance_transaction: 'txn_2' })
    expect(total([...bought, tell('charge.failed', failed, 500)])).toBe(0)
  })

  describe('a bank debit that is taken back, of which the charge was not heard before', () => {
    const failed = (fields: Record<string, unknown> = {}) =>
      tell('charge.failed', charge('ch_1', 4900, { status: 'failed', paid: false, captured: false, ...fields }), 500)
    const back = { failure_balance_transaction: 'txn_2' }
    const intentOf = (latest: string) =>
      tell('payment_intent.succeeded', intent('pi_1', 4900, { latest_charge: latest }))

    it.each<[string, Told[], number, number]>([
      ['its PaymentIntent had succeeded', [intentOf('ch_1'), failed(back)], 4900, 0],
      ['its checkout had been paid', [paidSession, failed(back)], 4900, 0],
      ['the PaymentIntent was paid by another charge since', [intentOf('ch_2'), failed(back)], 4900, 4900],
      ['nothing had succeeded: it failed on its way', [failed(back)], 0, 0],
    ])('%s', (_, told, gross, net) => {
      for (const events of [told, told.toReversed()]) {
        const paid = ledgerOf(events).filter(({ status }) => status !== 'failed')
        expect(paid.reduce((sum, payment) => sum + payment.gross, 0)).toBe(gross)
        expect(total(events)).toBe(net)
      }
    })
  })
})

describe('currencies', () => {
  it('53 the shop earns in its own currency, whatever the buyer saw', () => {
    const seen = { presentment_details: { presentment_amount: 956_096, presentment_currency: 'vnd' } }
    expect(ledgerOf([tell('payment_intent.succeeded', intent('pi_1', 3000, seen))])).toMatchObject([
      { net: 3000, currency: 'eur' },
    ])
  })

  it('53 before basil the session tells the shop’s currency, and everything is told in it', () => {
    const shown = {
      currency: 'vnd',
      payment_intent: 'pi_1',
      currency_conversion: { source_currency: 'eur', amount_total: 3000 },
    }
    const told = [
      tell('payment_intent.succeeded', intent('pi_1', 956_096, { currency: 'vnd' })),
      tell('checkout.session.completed', session('cs_1', 956_096, shown)),
    ]
    expect(ledgerOf(told)).toMatchObject([{ net: 3000, currency: 'eur' }])
    const back = refund('re_1', 478_048, { currency: 'vnd' })
    expect(ledgerOf([...told, tell('refund.created', back)])).toMatchObject([{ gross: 3000, net: 1500 }])
    const whole = refund('re_2', 478_048, { currency: 'vnd' })
    expect(ledgerOf([...told, tell('refund.created', back), tell('refund.created', whole)])).toMatchObject([
      { net: 0, status: 'refunded' },
    ])
  })

  it('53 one payment told in two currencies by two versions is one payment in one of them', () => {
    const told = [
      tell('payment_intent.succeeded', intent('pi_1', 956_096, { currency: 'vnd' })),
      tell('payment_intent.succeeded', intent('pi_1', 3000)),
    ]
    expect(nets(told)).toEqual([['pi_1', 3000]])
    expect(nets(told.toReversed())).toEqual([['pi_1', 3000]])
  })

  it('54 yen and dinar stay what they are', () => {
    const told = [
      tell('payment_intent.succeeded', intent('pi_1', 500, { currency: 'jpy' })),
      tell('payment_intent.succeeded', intent('pi_2', 1500, { currency: 'kwd', customer: 'cus_2' })),
    ]
    expect(ledgerOf(told).map(({ net, currency }) => [net, currency])).toEqual([
      [500, 'jpy'],
      [1500, 'kwd'],
    ])
  })
})

it('35 an upgrade with a negative line is what was paid', () => {
  const lines = { data: [{ amount: 3000 }, { amount: -1200, proration: true }] }
  expect(total([tell('invoice.paid', invoice('in_1', 1800, { lines }))])).toBe(1800)
})

it('59 expanded objects, missing arrays and unknown kinds still give facts', () => {
  const expanded = session('cs_1', 4900, {
    payment_intent: intent('pi_1', 4900, { latest_charge: charge('ch_1', 4900) }),
  })
  expect(
    nets([tell('checkout.session.completed', expanded), tell('unknown.thing', { object: 'mystery', id: 'm_1' })]),
  ).toEqual(once)
})
