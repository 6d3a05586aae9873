import { describe, expect, it } from 'vitest'
import { movementsOf } from './movement.ts'

const charge = (fields: object = {}) => ({
  ...{ object: 'charge', id: 'ch_1', payment_intent: 'pi_1', currency: 'eur', created: 100, amount: 4900 },
  ...{ status: 'succeeded', paid: true, captured: true, amount_captured: 4900 },
  ...fields,
})
const refund = (fields: object = {}) => ({
  ...{ object: 'refund', id: 're_1', charge: 'ch_1', payment_intent: 'pi_1', currency: 'eur', created: 100 },
  ...{ amount: 1000, status: 'succeeded' },
  ...fields,
})
const dispute = (fields: object = {}) => ({
  ...{ object: 'dispute', id: 'dp_1', charge: 'ch_1', currency: 'eur', created: 100, amount: 4900 },
  ...{ status: 'needs_response', balance_transactions: [{ id: 'txn_1' }] },
  ...fields,
})
const intent = (fields: object = {}) => ({
  ...{ object: 'payment_intent', id: 'pi_1', currency: 'eur', created: 100, amount: 4900 },
  ...{ status: 'succeeded', amount_received: 4900 },
  ...fields,
})

describe('what moved', () => {
  it.each([
    ['a charge', charge(), ['charge 4900']],
    ['a charge captured in part', charge({ amount_captured: 3000 }), ['charge 3000']],
    ['a charge of old', charge({ amount_captured: undefined }), ['charge 4900']],
    ['an authorisation', charge({ captured: false, amount_captured: 0 }), []],
    ['a declined card', charge({ status: 'failed', paid: false }), []],
    ['a bank debit on its way', charge({ status: 'pending', paid: false }), []],
    ['a connected account’s copy', charge({ source_transfer: 'tr_1' }), []],
    [
      'a bank debit taken back',
      charge({ status: 'failed', paid: false, failure_balance_transaction: 'txn_1' }),
      ['charge 4900', 'reversal -4900'],
    ],
    ['an intent', intent(), ['charge 4900']],
    ['an intent captured in parts', intent({ status: 'requires_capture', amount_received: 3000 }), ['charge 3000']],
    ['a bank transfer half funded', intent({ status: 'requires_action', amount_received: 0 }), []],
    ['a refund', refund(), ['refund -1000']],
    ['a refund on its way', refund({ status: 'pending' }), ['refund -1000']],
    ['a refund that failed', refund({ status: 'failed' }), ['refund 0']],
    ['a refund of what was never captured', refund({ charge: { id: 'ch_1', captured: false } }), ['refund 0']],
    ['a refund of nothing', refund({ reason: 'expired_uncaptured_charge' }), ['refund 0']],
    ['a chargeback', dispute(), ['dispute -4900']],
    ['a chargeback that was won', dispute({ status: 'won' }), ['dispute 0']],
    ['an inquiry', dispute({ status: 'warning_needs_response', balance_transactions: [] }), ['dispute 0']],
    ['a dispute not withdrawn yet', dispute({ balance_transactions: [] }), ['dispute 0']],
    ['a lost one, told without transactions', dispute({ status: 'lost', balance_transactions: [] }), ['dispute -4900']],
    ['anything else', { object: 'customer', id: 'cus_1' }, []],
    ['nothing', null, []],
  ])('%s', (_, object, moved) => {
    expect(movementsOf(object).map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(moved)
  })

  it('goes by every name that the ledger may know', () => {
    expect(movementsOf(charge({ invoice: 'in_1' }))[0]).toMatchObject({ id: 'pi_1', names: ['pi_1', 'ch_1', 'in_1'] })
    expect(movementsOf(charge({ payment_intent: null }))[0]).toMatchObject({ id: 'ch_1', names: ['ch_1'] })
    expect(movementsOf(refund())[0]?.entryIds).toEqual(['refund:re_1', 'refund:ch_1:unlisted'])
  })
})
