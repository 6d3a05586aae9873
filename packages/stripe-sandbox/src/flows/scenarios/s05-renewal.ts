// S5 and S5f: the next cycles of a subscription, foretold if wished, and the one whose card is declined first.
import { z } from 'zod'
import { foretellRenewal, renew, retryInvoice } from '../renew.ts'
import { subscribeAtCheckout, subscriptionOptions } from './s04-subscription.ts'
import { type Scene, scenario } from './scenario.ts'
import { subscriptionOf } from './subject.ts'

export const renewalOptions = subscriptionOptions.extend({
  /** A subscription, or what leads to one; without it one is begun. */
  of: z.string().optional(),
  cycles: z.int().min(1).max(60).default(1),
  upcoming: z.boolean().default(false),
})
type Options = z.output<typeof renewalOptions>

export const existingOrNew = (scene: Scene, options: Options): string =>
  subscriptionOf(scene.view, options.of ?? subscribeAtCheckout(scene, options))

export const S5 = scenario('Renewal of a subscription', renewalOptions, (scene, options) => {
  const id = existingOrNew(scene, options)
  for (let cycle = 0; cycle < options.cycles; cycle += 1) {
    if (options.upcoming) scene.act((draft) => foretellRenewal(draft, id))
    scene.pause()
    scene.act((draft) => renew(draft, id, 'paid'))
  }
})

const failing = renewalOptions.extend({
  retries: z.int().min(1).max(8).default(1),
  recovers: z.boolean().default(true),
})

export const S5f = scenario('Renewal declined, then paid by a retry of the same invoice', failing, (scene, options) => {
  const id = existingOrNew(scene, options)
  scene.pause()
  const { invoice } = scene.act((draft) => renew(draft, id, 'declined'))
  for (let retry = 1; retry <= options.retries; retry += 1) {
    scene.pause()
    const last = retry === options.retries
    scene.act((draft) => retryInvoice(draft, invoice, last && options.recovers ? 'paid' : 'declined'))
  }
})
