// S10: a bank debit at Checkout that succeeds or fails days later.
import { z } from 'zod'
import { settleDelayed } from '../settle.ts'
import { buy, checkoutOptions } from './s01-checkout.ts'
import { scenario } from './scenario.ts'

const options = checkoutOptions.extend({
  outcome: z.enum(['failed', 'pending', 'succeeded']).default('succeeded'),
  invoice: z.boolean().default(false),
})

export const S10 = scenario('Bank debit at Checkout', options, (scene, { outcome, invoice, ...wanted }) => {
  const order = invoice ? { invoice_creation: { enabled: true } } : {}
  const session = buy(scene, wanted, { order, method: 'bank_debit' })
  if (outcome === 'pending') return
  scene.pause()
  const intent = scene.view.find('checkout.session', session)?.payment_intent ?? ''
  scene.act((draft) => settleDelayed(draft, String(intent), outcome))
})
