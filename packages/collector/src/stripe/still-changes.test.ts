import { describe, expect, it } from 'vitest'
import { nextLook } from './still-changes.ts'
import { charge, creditNote, dispute, intent, invoice, refund, session } from './testing/objects.ts'
import { at } from './testing/told.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const created = at(0)
const now = (age: number) => created * 1_000 + age

const debit = { payment_method_details: { type: 'us_bank_account' } }

describe('how long until it is read again, where no event tells', () => {
  it.each<[string, object, number, number | null]>([
    [
      'an open checkout, young',
      session('cs_1', 4900, { created, status: 'open', payment_status: 'unpaid' }),
      MINUTE,
      MINUTE,
    ],
    ['an open checkout, of yesterday', session('cs_1', 4900, { created, status: 'open' }), 30 * HOUR, HOUR],
    ['a paid checkout', session('cs_1', 4900, { created, status: 'complete' }), MINUTE, null],
    ['a debit on its way', intent('pi_1', 4900, { created, status: 'processing' }), 3 * HOUR, 10 * MINUTE],
    ['a debit that never arrives', intent('pi_1', 4900, { created, status: 'processing' }), 61 * DAY, null],
    ['a card that was charged', charge('ch_1', 4900, { created, payment_method_details: { type: 'card' } }), DAY, null],
    ['a debit that was charged, and may be called back', charge('ch_1', 4900, { created, ...debit }), 5 * DAY, DAY],
    ['a debit that was charged long ago', charge('ch_1', 4900, { created, ...debit }), 61 * DAY, null],
    ['a debit that failed', charge('ch_1', 4900, { created, ...debit, status: 'failed' }), DAY, null],
    ['an authorisation', charge('ch_1', 4900, { created, captured: false }), MINUTE, MINUTE],
    ['a refund on its way', refund('re_1', 4900, { created, status: 'pending' }), MINUTE, MINUTE],
    [
      'a refund that arrived, and may be sent back',
      refund('re_1', 4900, { created, status: 'succeeded' }),
      10 * DAY,
      DAY,
    ],
    ['a refund of long ago', refund('re_1', 4900, { created, status: 'succeeded' }), 61 * DAY, null],
    ['a refund that failed', refund('re_1', 4900, { created, status: 'failed' }), MINUTE, null],
    ['a credit note, which may be made void', creditNote('cn_1', 'in_1', { created }), MINUTE, DAY],
    ['a lost dispute', dispute('dp_1', 4900, { created, status: 'lost' }), MINUTE, null],
    ['an unpaid invoice', invoice('in_1', 4900, { created, status: 'open' }), 20 * DAY, 6 * HOUR],
    ['what nobody reads', { object: 'customer', id: 'cus_1', created }, MINUTE, null],
  ])('%s', (_, object, age, wait) => {
    const look = nextLook(object as Parameters<typeof nextLook>[0], now(age))
    expect(look === null ? null : look - now(age)).toBe(wait)
  })
})
