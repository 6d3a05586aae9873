// Disputes: a question that goes away, and a chargeback that stands, is won, is lost.
import { z } from 'zod'
import { answerDispute, closeDispute, escalateDispute, openDispute } from '../dispute.ts'
import { chargeToReverse } from './refunds.ts'
import { afterwards, type Scene, scenario } from './scenario.ts'

const options = z.strictObject({
  ...afterwards,
  /** Default all that was captured. */
  disputed: z.int().min(1).optional(),
  reason: z.string().default('fraudulent'),
})

const open = (scene: Scene, wanted: z.output<typeof options>, kind: 'chargeback' | 'inquiry'): string => {
  const { disputed, reason, ...bought } = wanted
  const charge = chargeToReverse(scene, bought)
  scene.pause()
  return scene.act((draft) => openDispute(draft, { charge, kind, amount: disputed, reason })).id
}

const answered = (does: string, kind: 'chargeback' | 'inquiry', outcome: 'lost' | 'won') =>
  scenario(does, options, (scene, wanted) => {
    const id = open(scene, wanted, kind)
    scene.pause()
    scene.act((draft) => answerDispute(draft, id))
    scene.pause()
    scene.act((draft) => closeDispute(draft, id, outcome))
  })

export const dispute_open = scenario('Chargeback that waits for an answer', options, (scene, wanted) => {
  open(scene, wanted, 'chargeback')
})
export const dispute_inquiry = answered('Inquiry that closes without money', 'inquiry', 'lost')
export const dispute_won = answered('Chargeback that is won', 'chargeback', 'won')
export const dispute_lost = answered('Chargeback that is lost', 'chargeback', 'lost')
export const dispute_escalated = scenario('Inquiry that becomes a chargeback', options, (scene, wanted) => {
  const id = open(scene, wanted, 'inquiry')
  scene.pause()
  scene.act((draft) => escalateDispute(draft, id))
})
