// S8: a free trial, and what follows it: a warning, then the first paid cycle, or its end.
import { z } from 'zod'
import { endSubscription } from '../end-subscription.ts'
import { renew } from '../renew.ts'
import { subscribeAtCheckout, subscriptionOptions } from './s04-subscription.ts'
import { scenario } from './scenario.ts'
import { subscriptionOf } from './subject.ts'

const options = subscriptionOptions.extend({
  trial_days: subscriptionOptions.shape.trial_days.default(14),
  outcome: z.enum(['canceled', 'converted', 'running']).default('running'),
})

export const S8 = scenario('Free trial, running, converted or cancelled', options, (scene, wanted) => {
  const id = subscriptionOf(scene.view, subscribeAtCheckout(scene, wanted))
  if (wanted.outcome === 'running') return
  scene.pause()
  scene.act((draft) => draft.emit('customer.subscription.trial_will_end', 'subscription', id))
  scene.pause()
  scene.act((draft) => {
    if (wanted.outcome === 'canceled') endSubscription(draft, id)
    else renew(draft, id, 'paid')
  })
})
