import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blank, type Fact, type FactKind, merge } from './fact.ts'
import { projectAll } from './project.ts'

const fact = (kind: FactKind, id: string, fields: Partial<Fact> = {}): Fact => ({
  ...blank(kind, id, 'test'),
  currency: 'eur',
  createdAt: 1_000,
  ...fields,
})
const paid = (amount: number): Partial<Fact> => ({ amount, paid: amount, state: 'succeeded', shownAt: 2_000 })

const intent = fact('payment_intent', 'pi_1', { links: ['ch_1'], ...paid(4900) })
const charge = fact('charge', 'ch_1', { links: ['pi_1'], ...paid(4900) })
const session = fact('checkout_session', 'cs_1', { links: ['pi_1'], ...paid(4900) })
const refund = (id: string, amount: number, fields: Partial<Fact> = {}) =>
  fact('refund', id, { links: ['ch_1', 'pi_1'], amount, state: 'succeeded', createdAt: 3_000, ...fields })

const paymentsOf = projectAll

describe('one payment is counted once', () => {
  it.each([
    ['session, intent and charge', [session, intent, charge], 'pi_1'],
    ['only the charge (its intent is known by name)', [charge], 'pi_1'],
    ['only the intent', [intent], 'pi_1'],
    ['only the session', [session], 'pi_1'],
    ['a charge of the time before PaymentIntents', [fact('charge', 'ch_9', paid(4900))], 'ch_9'],
    ['an invoice alone', [fact('invoice', 'in_1', paid(4900))], 'in_1'],
    [
      'an invoice and its payment',
      [
        fact('invoice', 'in_1', paid(4900)),
        fact('invoice_payment', 'inpay_1', { links: ['in_1', 'pi_1'], ...paid(4900) }),
        intent,
      ],
      'pi_1',
    ],
    [
      'a declined charge and one that went through',
      [intent, charge, fact('charge', 'ch_0', { links: ['pi_1'], amount: 4900, state: 'failed' })],
      'pi_1',
    ],
  ])('%s', (_, facts, id) => {
    expect(paymentsOf(facts)).toMatchObject([{ id, gross: 4900, net: 4900, status: 'paid', currency: 'eur' }])
  })

  it('adds the payments of one invoice, and not the invoice to them', () => {
    const invoice = fact('invoice', 'in_1', { links: ['pi_a', 'pi_b'], ...paid(5000) })
    const a = fact('payment_intent', 'pi_a', paid(2000))
    const b = fact('payment_intent', 'pi_b', paid(3000))
    expect(paymentsOf([invoice, a, b])).toMatchObject([{ id: 'pi_a', gross: 5000 }])
  })

  it('keeps two renewals of one customer apart', () => {
    const renewal = (n: number) =>
      fact('payment_intent', `pi_${n}`, { customer: 'cus_1', subscription: 'sub_1', ...paid(900) })
    expect(paymentsOf([renewal(1), renewal(2)])).toHaveLength(2)
  })
})

describe('what is no money', () => {
  it.each([
    ['an open checkout', [fact('checkout_session', 'cs_1', { amount: 4900 })]],
    ['a free trial', [fact('checkout_session', 'cs_1', { state: 'succeeded' })]],
    ['a subscription by itself', [fact('subscription', 'sub_1')]],
    ['a refund whose payment nobody has told us of yet', [refund('re_1', 500)]],
  ])('%s makes no payment', (_, facts) => {
    expect(paymentsOf(facts)).toEqual([])
  })

  it('a bank debit that is under way is pending, with nothing in the ledger', () => {
    const processing = fact('checkout_session', 'cs_1', { links: ['pi_1'], amount: 4900, state: 'processing' })
    expect(paymentsOf([processing])).toMatchObject([{ status: 'pending', gross: 4900, net: 0, entries: [] }])
  })

  it('a bank debit that failed is failed', () => {
    const processing = fact('checkout_session', 'cs_1', { links: ['pi_1'], amount: 4900, state: 'processing' })
    const failed = fact('payment_intent', 'pi_1', { amount: 4900, state: 'failed' })
    expect(paymentsOf([processing, failed])).toMatchObject([{ status: 'failed', entries: [] }])
  })
})

describe('what went back', () => {
  const amounts = (facts: Fact[]) =>
    paymentsOf(facts).flatMap((payment) => payment.entries.map(({ id, amount }) => [id, amount]))

  it('is an entry per refund, with its own date', () => {
    const [payment] = paymentsOf([intent, charge, refund('re_1', 1000), refund('re_2', 500, { createdAt: 4_000 })])
    expect(payment).toMatchObject({ status: 'partially_refunded', gross: 4900, refunds: -1500, net: 3400 })
    expect(payment?.entries.map(({ amount, at }) => [amount, at])).toEqual([
      [4900, 2_000],
      [-1000, 3_000],
      [-500, 4_000],
    ])
  })

  it('is taken from the sum that the charge tells until each refund is known', () => {
    const told = { ...charge, refunded: 1500 }
    expect(amounts([told])).toContainEqual(['refund:ch_1:unlisted', -1500])
    expect(amounts([told, refund('re_1', 1000)])).toEqual([
      ['charge:pi_1', 4900],
      ['refund:ch_1:unlisted', -500],
      ['refund:re_1', -1000],
    ])
    expect(amounts([told, refund('re_1', 1000), refund('re_2', 500)])).not.toContainEqual([
      'refund:ch_1:unlisted',
      -500,
    ])
  })

  it('is nothing when the refund failed, also when the charge once told of it', () => {
    const failed = refund('re_1', 4900, { state: 'void' })
    expect(paymentsOf([{ ...charge, refunded: 4900 }, failed])).toMatchObject([{ status: 'paid', net: 4900 }])
  })

  it('is never more than was paid', () => {
    expect(paymentsOf([charge, refund('re_1', 4900), refund('re_2', 4900)])).toMatchObject([
      { status: 'refunded', net: 0 },
    ])
  })

  it('is the whole charge when a bank takes a debit back', () => {
    expect(paymentsOf([{ ...charge, state: 'void' }])).toMatchObject([{ gross: 4900, net: 0, status: 'refunded' }])
  })
})

it('does not depend on the order of the facts, nor on how often one is told', () => {
  const all = [session, intent, { ...charge, refunded: 1500 }, refund('re_1', 1000), refund('re_2', 500)]
  const wanted = JSON.stringify(paymentsOf(all))
  fc.assert(
    fc.property(fc.shuffledSubarray([...all, ...all], { minLength: 10 }), (told) => {
      const known = new Map<string, Fact>()
      for (const one of told) known.set(one.id, merge(known.get(one.id) ?? one, one))
      expect(JSON.stringify(paymentsOf([...known.values()]))).toBe(wanted)
    }),
  )
})
