// S14: Connect. A destination charge is the platform's, with a copy at the connected account; a direct charge is all there.
import { z } from 'zod'
import { newApplicationFee, newTransfer } from '../../objects/connect.ts'
import type { Charge } from '../../world/model.ts'
import { payIntent } from './s03-intent.ts'
import { purchase, type Scene, scenario } from './scenario.ts'

const options = z.strictObject({
  ...purchase,
  fee: z.int().min(0).default(450),
  /** A connected account of an earlier purchase; else a new one. */
  account: z.string().optional(),
})
type Options = z.output<typeof options>

export const S14 = scenario('Connect, destination charge', options, (scene, wanted) => {
  const account = wanted.account ?? scene.connect()
  const more = { destination: account, application_fee_amount: Math.min(wanted.fee, wanted.amount) }
  const { charge, transfer, copy } = scene.act((draft) => {
    const intent = payIntent(draft, wanted, more)
    const paid = draft.get('charge', String(draft.get('payment_intent', intent).latest_charge))
    const copied = draft.id('py')
    const moved = draft.put('transfer', { ...newTransfer(draft, paid, account), destination_payment: copied })
    const fee = draft.put('application_fee', feeOf(scene, draft, paid, account, wanted))
    draft.patch('charge', paid.id, {
      application_fee: fee.id,
      transfer: moved.id,
      transfer_group: moved.transfer_group,
    })
    draft.emit('transfer.created', 'transfer', moved.id)
    draft.emit('application_fee.created', 'application_fee', fee.id)
    return { charge: draft.get('charge', paid.id), transfer: moved.id, copy: copied }
  })
  scene.on(account, (draft) => {
    draft.put('charge', copyOf(charge, copy, transfer))
    draft.emit('payment.created', 'charge', copy)
  })
})

const feeOf = (
  scene: Scene,
  draft: Parameters<typeof newApplicationFee>[0],
  of: Charge,
  account: string,
  { fee }: Options,
) =>
  newApplicationFee(draft, {
    account,
    application: `ca_${scene.account.slice(5)}`,
    charge: of.id,
    amount: Math.min(fee, of.amount),
    currency: of.currency,
  })

/** What the connected account sees of the platform's charge: the same money, without its buyer. */
const copyOf = (charge: Charge, id: string, transfer: string): Charge => ({
  ...charge,
  id,
  own: { refunds: [], invoice: null, dispute: null, presentment: null, posted: charge.amount_captured },
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  customer: null,
  description: null,
  metadata: {},
  payment_intent: null,
  payment_method: null,
  payment_method_details: { type: 'stripe_account' },
  receipt_email: null,
  source_transfer: transfer,
  transfer_data: null,
  transfer_group: null,
})

export const S14d = scenario('Connect, direct charge on the connected account', options, (scene, wanted) => {
  const account = wanted.account ?? scene.connect()
  const charge = scene.on(account, (draft) => {
    const intent = payIntent(draft, wanted, { application_fee_amount: Math.min(wanted.fee, wanted.amount) })
    return draft.get('charge', String(draft.get('payment_intent', intent).latest_charge))
  })
  scene.act((draft) => {
    const fee = draft.put('application_fee', feeOf(scene, draft, charge, account, wanted))
    draft.emit('application_fee.created', 'application_fee', fee.id)
  })
})
