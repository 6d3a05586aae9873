// S15: authorised first; captured whole or in part, several times, given up, or lapsed.
import { z } from 'zod'
import { captureIntent, lapseIntent } from '../capture.ts'
import { cancelIntent } from '../intent.ts'
import { payIntent } from './s03-intent.ts'
import { purchase, type Scene, scenario } from './scenario.ts'

const options = z.strictObject({ ...purchase })

const authorise = (scene: Scene, wanted: z.output<typeof options>, multicapture = false): string => {
  const id = scene.act((draft) => payIntent(draft, wanted, { capture_method: 'manual', multicapture }))
  scene.pause()
  return id
}

const inPart = options.extend({ capture: z.int().min(1).optional() })

export const S15 = scenario('Authorised, then captured whole or in part', inPart, (scene, { capture, ...wanted }) => {
  const id = authorise(scene, wanted)
  scene.act((draft) => captureIntent(draft, id, capture))
})

const several = options.extend({
  /** Default 30 % and 40 %. */
  captures: z.array(z.int().min(1)).min(1).max(20).optional(),
  /** Whether the last one ends it. */
  final: z.boolean().default(true),
})

export const S15m = scenario('Authorised, then captured several times', several, (scene, wanted) => {
  const { captures, final, ...order } = wanted
  const id = authorise(scene, order, true)
  const parts = captures ?? [0.3, 0.4].map((share) => Math.max(1, Math.floor(order.amount * share)))
  for (const [at, part] of parts.entries()) {
    const left = scene.view.find('payment_intent', id)?.amount_capturable ?? 0
    if (left === 0) return
    const last = final && at === parts.length - 1
    scene.act((draft) => captureIntent(draft, id, Math.min(part, left), last))
    scene.pause()
  }
})

export const S15x = scenario('Authorised and never captured: it lapses', options, (scene, wanted) => {
  const id = authorise(scene, wanted)
  scene.act((draft) => lapseIntent(draft, id))
})

export const S15c = scenario('Authorised and cancelled by the merchant', options, (scene, wanted) => {
  const id = authorise(scene, wanted)
  scene.act((draft) => cancelIntent(draft, id, 'requested_by_customer'))
})
