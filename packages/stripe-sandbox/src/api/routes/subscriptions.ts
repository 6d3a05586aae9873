// Subscriptions: begun, changed, ended and listed by the merchant's server.
import { z } from 'zod'
import { beginSubscription } from '../../flows/begin-subscription.ts'
import { chosenDiscount, discounted } from '../../flows/discount.ts'
import { cancelAtPeriodEnd, endSubscription } from '../../flows/end-subscription.ts'
import { methodFor } from '../../flows/intent.ts'
import { isRecurring, linesOf } from '../../flows/lines.ts'
import { changeItems } from '../../flows/prorate.ts'
import { payFirst } from '../../flows/subscribe.ts'
import { declineMessage } from '../../objects/charge.ts'
import { subscriptionCreate, subscriptionUpdate } from '../../params/billing.ts'
import { mergeMetadata, text } from '../../params/form.ts'
import { subscriptionCancel } from '../../params/payment.ts'
import { invalid, StripeRefusal } from '../../stripe-error.ts'
import type { Draft } from '../../world/draft.ts'
import { idOf } from '../../world/model.ts'
import { type Endpoint, idIn, list, optionalText, remove, retrieve, same, write } from '../endpoint.ts'
import { definedOnly } from './catalogue.ts'

const subscriptionStatus = z.enum([
  'active',
  'all',
  'canceled',
  'ended',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
])

function begin(draft: Draft, params: z.infer<typeof subscriptionCreate>): string {
  const customer = draft.get('customer', params.customer, 'customer')
  const trial_days = params.trial_period_days ?? 0
  const chosen = chosenDiscount(draft, params.discounts?.[0])
  const priced = linesOf(draft, params.items)
  if (!priced.every((line) => isRecurring(draft, line)))
    throw invalid(
      'The price specified is set to `type=one_time` but this field only accepts recurring prices.',
      'items',
    )
  const token = idOf(params.default_payment_method ?? customer.invoice_settings.default_payment_method)
  if (token === null)
    throw invalid('This customer has no attached payment source or default payment method.', 'default_payment_method')
  const lines = trial_days > 0 ? priced : discounted(draft, priced, chosen)
  const method = methodFor(draft, token, { email: customer.email, customer: customer.id })
  const subscription = beginSubscription(draft, {
    customer: customer.id,
    email: customer.email,
    currency: lines[0]?.currency ?? 'usd',
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    lines,
    trial_days,
    coupon: chosen?.coupon ?? null,
    promotion_code: chosen?.promotion_code ?? null,
    method,
    session: null,
  })
  const started = payFirst(draft, subscription, method)
  if (started.kind === 'declined' && params.payment_behavior === 'error_if_incomplete')
    throw new StripeRefusal(402, { type: 'card_error', code: 'card_declined', message: declineMessage })
  return subscription.id
}

export const subscriptionRoutes: Endpoint[] = [
  list(
    'subscription',
    'subscriptions',
    { customer: optionalText, price: text.optional(), status: subscriptionStatus.optional() },
    (subscription, wanted) => {
      const asked = wanted.status ?? 'open'
      const inStatus =
        asked === 'all' ||
        (asked === 'open'
          ? subscription.status !== 'canceled'
          : asked === 'ended'
            ? subscription.status === 'canceled'
            : subscription.status === asked)
      const priced = wanted.price === undefined || subscription.own.items.some((item) => item.price === wanted.price)
      return inStatus && priced && same(wanted.customer, idOf(subscription.customer))
    },
  ),
  retrieve('subscription', 'subscriptions'),
  write('subscriptions', 'subscription', (call) => {
    const params = call.parse(subscriptionCreate)
    const id = call.run((draft) => begin(draft, params))
    return call.show(call.get('subscription', id))
  }),
  write('subscriptions/:id', 'subscription', (call) => {
    const { metadata, items, proration_behavior, proration_date, cancel_at_period_end, ...changes } =
      call.parse(subscriptionUpdate)
    const old = call.get('subscription', idIn(call))
    call.run((draft) => {
      draft.patch('subscription', old.id, { ...definedOnly(changes), metadata: mergeMetadata(old.metadata, metadata) })
      if (cancel_at_period_end !== undefined) cancelAtPeriodEnd(draft, old.id, cancel_at_period_end)
      if (items === undefined) draft.emit('customer.subscription.updated', 'subscription', old.id)
      else
        changeItems(draft, old.id, { items, behavior: proration_behavior ?? 'create_prorations', at: proration_date })
    })
    return call.show(call.get('subscription', old.id))
  }),
  remove('subscriptions/:id', 'subscription', (call) => {
    call.parse(subscriptionCancel)
    const { id } = call.get('subscription', idIn(call))
    call.run((draft) => endSubscription(draft, id))
    return call.show(call.get('subscription', id))
  }),
]
