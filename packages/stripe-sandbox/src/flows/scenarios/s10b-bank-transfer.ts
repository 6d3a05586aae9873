// S10b: a bank transfer that arrives in parts; only when all is there it is a payment.
import { z } from 'zod'
import { fundTransfer } from '../bank-transfer.ts'
import { confirmIntent, createIntent } from '../intent.ts'
import { buyerOf } from './goods.ts'
import { intentOrder } from './s03-intent.ts'
import { purchase, scenario } from './scenario.ts'

const options = z.strictObject({
  ...purchase,
  /** What arrives, one after the other; default 60 % and the rest. */
  parts: z.array(z.int().min(1)).min(1).max(20).optional(),
})

export const S10b = scenario('Bank transfer in parts', options, (scene, wanted) => {
  const first = Math.max(1, Math.round(wanted.amount * 0.6))
  const id = scene.act((draft) => {
    const customer = buyerOf(draft, wanted).id
    const intent = createIntent(draft, intentOrder(wanted, { customer, payment_method_types: ['customer_balance'] }))
    confirmIntent(draft, intent.id, 'pm_bankTransfer')
    return intent.id
  })
  const parts = wanted.parts ?? [first, wanted.amount - first].filter((part) => part > 0)
  for (const part of parts) {
    scene.pause()
    if (scene.act((draft) => fundTransfer(draft, id, part)) === 'succeeded') return
  }
})
