// What Connect adds to a charge: the transfer to the connected account, and the platform's fee. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export const newTransfer = (birth: Birth, charge: Tables['charge'], destination: string): Tables['transfer'] => ({
  id: birth.id('tr'),
  object: 'transfer',
  amount: charge.amount,
  amount_reversed: 0,
  balance_transaction: null,
  created: birth.now,
  currency: charge.currency,
  description: null,
  destination,
  livemode: birth.livemode,
  metadata: {},
  reversed: false,
  source_transaction: charge.id,
  source_type: 'card',
  transfer_group: `group_${charge.payment_intent ?? charge.id}`,
})

export const newApplicationFee = (
  birth: Birth,
  of: { account: string; application: string; charge: string; amount: number; currency: string },
): Tables['application_fee'] => ({
  id: birth.id('fee'),
  object: 'application_fee',
  account: of.account,
  amount: of.amount,
  amount_refunded: 0,
  application: of.application,
  balance_transaction: null,
  charge: of.charge,
  created: birth.now,
  currency: of.currency,
  fee_source: null,
  livemode: birth.livemode,
  originating_transaction: null,
  refunded: false,
})
