// Money back: at once, pending first, failed or cancelled; the debit called back late.
import { z } from 'zod'
import { failLate } from '../late-failure.ts'
import { createRefund, resolveRefund } from '../refund.ts'
import { settleDelayed } from '../settle.ts'
import { payInSteps, payIntent } from './s03-intent.ts'
import { afterwards, type Scene, scenario } from './scenario.ts'
import { chargeOf } from './subject.ts'

const options = z.strictObject({
  ...afterwards,
  /** How much goes back each time; default all that is left. */
  parts: z.array(z.int().min(1)).min(1).max(20).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
})
type Options = z.output<typeof options>

export const chargeToReverse = (scene: Scene, { of, ...wanted }: z.output<z.ZodObject<typeof afterwards>>): string =>
  chargeOf(scene.view, of ?? payInSteps(scene, { ...wanted, declines: 0 }))

function refundParts(scene: Scene, wanted: Options, status: 'pending' | 'succeeded'): string[] {
  const charge = chargeToReverse(scene, wanted)
  const parts: Array<number | undefined> = wanted.parts ?? [undefined]
  return parts.map((amount) => {
    scene.pause()
    return scene.act((draft) => createRefund(draft, { charge, amount, status, reason: wanted.reason })).id
  })
}

export const refund = scenario('Refund, whole or in parts', options, (scene, wanted) => {
  refundParts(scene, wanted, 'succeeded')
})

const pending = (does: string, outcome: 'canceled' | 'failed' | 'succeeded') =>
  scenario(does, options, (scene, wanted) => {
    for (const id of refundParts(scene, wanted, 'pending')) {
      scene.pause()
      scene.act((draft) => resolveRefund(draft, id, outcome))
    }
  })

export const refund_pending = scenario('Refund that is pending', options, (scene, wanted) => {
  refundParts(scene, wanted, 'pending')
})
export const refund_settled = pending('Refund pending, then succeeded', 'succeeded')
export const refund_failed = pending('Refund pending, then failed', 'failed')
export const refund_canceled = pending('Refund pending, then cancelled', 'canceled')

export const late_failure = scenario(
  'Debit that had succeeded is called back',
  z.strictObject(afterwards),
  (scene, wanted) => {
    const paid = wanted.of ?? scene.act((draft) => payIntent(draft, wanted, {}, 'pm_sepaDebit'))
    if (wanted.of === undefined) {
      scene.pause()
      scene.act((draft) => settleDelayed(draft, paid, 'succeeded'))
    }
    scene.pause()
    scene.act((draft) => failLate(draft, chargeOf(scene.view, paid)))
  },
)
