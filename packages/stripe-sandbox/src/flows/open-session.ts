// S1, S2, S4 begin here: a Checkout Session opened by the merchant's server, or by somebody who follows a Payment Link.
import { handoverOf } from '../objects/handover.ts'
import { sumsOf } from '../objects/line.ts'
import { newPaymentLink } from '../objects/payment-link.ts'
import { newSession, type SessionInput } from '../objects/session.ts'
import { newShippingRate, type Shipping } from '../objects/shipping.ts'
import type { PaymentLinkCreate, SessionCreate } from '../params/checkout.ts'
import { mergeMetadata } from '../params/form.ts'
import { isBefore, parseVersion } from '../render/version.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Line, PaymentLink, Session } from '../world/model.ts'
import { type Chosen, chosenDiscount, discountByCode, discounted } from './discount.ts'
import { createIntent } from './intent.ts'
import { isRecurring, linesOf } from './lines.ts'

const day = 86_400

/** During a trial nothing is due for what recurs. */
const afterTrial = (draft: Draft, lines: readonly Line[], trialDays: number): Line[] =>
  trialDays === 0
    ? [...lines]
    : lines.map((line) => (isRecurring(draft, line) ? { ...line, amount_subtotal: 0, amount_total: 0 } : line))

const discountsOf = (chosen: Chosen | null): SessionInput['discounts'] =>
  chosen === null
    ? []
    : [
        chosen.promotion_code === null
          ? { coupon: chosen.coupon, promotion_code: null }
          : { coupon: null, promotion_code: chosen.promotion_code },
      ]

function checkSession(draft: Draft, params: SessionCreate, lines: readonly Line[]): void {
  const mode = params.mode ?? 'payment'
  if (params.success_url === undefined)
    throw invalid('Missing required param: success_url.', 'success_url', 'parameter_missing')
  if (mode !== 'setup' && lines.length === 0)
    throw invalid('Missing required param: line_items.', 'line_items', 'parameter_missing')
  const recurring = lines.some((line) => isRecurring(draft, line))
  if (mode === 'payment' && recurring)
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'line_items',
    )
  if (mode === 'subscription' && !recurring)
    throw invalid(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      'line_items',
    )
  if (params.customer !== undefined) draft.get('customer', params.customer, 'customer')
  if (params.customer !== undefined && params.customer_email !== undefined)
    throw invalid('You may only specify one of these parameters: customer, customer_email.')
  const lifetime = (params.expires_at ?? draft.now + day) - draft.now
  if (lifetime < 1800 || lifetime > day)
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      'expires_at',
    )
}

/** What only the payer's country decides, and no parameter asks for. */
interface Elsewhere {
  /** What the buyer is shown for this total. */
  presentment?: (total: number) => NonNullable<Session['own']['presentment']>
}

export function createSession(draft: Draft, params: SessionCreate, more: Elsewhere = {}): Session {
  const mode = params.mode ?? 'payment'
  const priced = linesOf(draft, params.line_items ?? [])
  checkSession(draft, params, priced)
  const handover = handoverOf(params)
  const chosen = chosenDiscount(draft, params.discounts?.[0])
  const lines = discounted(draft, afterTrial(draft, priced, handover.subscription.trial_days), chosen)
  const shipping = shippingFor(draft, params, lines[0]?.currency)
  const session = newSession(draft, {
    mode,
    lines,
    handover,
    currency: lines[0]?.currency ?? params.currency ?? null,
    metadata: mergeMetadata({}, params.metadata),
    ...buyerOf(params),
    discounts: discountsOf(chosen),
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    billing_address_collection: params.billing_address_collection ?? null,
    expires_at: params.expires_at ?? draft.now + day,
    invoice_creation: params.invoice_creation?.enabled ?? false,
    locale: params.locale ?? null,
    payment_link: null,
    payment_method_collection: params.payment_method_collection ?? (mode === 'subscription' ? 'always' : 'if_required'),
    payment_method_types: params.payment_method_types ?? ['card'],
    phone_number_collection: params.phone_number_collection?.enabled ?? false,
    redirect_query: '',
    submit_type: params.submit_type ?? null,
    automatic_tax: params.automatic_tax?.enabled ?? false,
    shipping,
    presentment: more.presentment?.(sumsOf(lines).total + (shipping?.amount ?? 0)) ?? null,
  })
  draft.put('checkout.session', session)
  // Until 2022-08-01 the intent existed from the start.
  if (mode === 'payment' && isBefore(parseVersion(draft.version), '2022-08-01')) attachIntent(draft, session.id)
  return draft.get('checkout.session', session.id)
}

const buyerOf = (params: SessionCreate) => ({
  success_url: params.success_url ?? null,
  cancel_url: params.cancel_url ?? null,
  client_reference_id: params.client_reference_id ?? null,
  customer: params.customer ?? null,
  customer_email: params.customer_email ?? null,
  customer_creation: customerCreation(params),
})

/** The buyer takes the first way of delivery. */
function shippingFor(draft: Draft, params: SessionCreate, currency: string | undefined): Shipping | null {
  const option = params.shipping_options?.[0]
  if (option === undefined) return null
  const data = option.shipping_rate_data
  const rate =
    data === undefined
      ? draft.get('shipping_rate', option.shipping_rate ?? '', 'shipping_options[0][shipping_rate]')
      : draft.put('shipping_rate', newShippingRate(draft, { display_name: data.display_name, ...data.fixed_amount }))
  if (rate.fixed_amount?.currency !== currency)
    throw invalid('The shipping rate must be in the currency of the line items.', 'shipping_options')
  return { rate: rate.id, amount: rate.fixed_amount?.amount ?? 0 }
}

/** An invoice needs somebody to be addressed to. */
const customerCreation = (params: Pick<SessionCreate, 'customer_creation' | 'invoice_creation'>) =>
  params.invoice_creation?.enabled ? 'always' : (params.customer_creation ?? 'if_required')

export function attachIntent(draft: Draft, id: string): string | null {
  const session = draft.get('checkout.session', id)
  if (session.payment_intent !== null || session.amount_total === 0) return session.payment_intent
  const { intent: handed } = session.own.handover
  const intent = createIntent(draft, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer: session.customer,
    description: handed.description,
    metadata: handed.metadata,
    capture_method: handed.capture_method,
    payment_method_types: session.payment_method_types,
    order_reference: draft.orderReference(id),
    presentment: session.own.presentment,
    session: id,
  })
  draft.patch('checkout.session', id, { payment_intent: intent.id })
  return intent.id
}

export function createLink(draft: Draft, params: PaymentLinkCreate): PaymentLink {
  const lines = linesOf(draft, params.line_items)
  const subscription = lines.some((line) => isRecurring(draft, line))
  const customer_creation = customerCreation(params)
  const currency = lines[0]?.currency ?? 'usd'
  const link = newPaymentLink(draft, { ...params, customer_creation, lines, subscription, currency })
  draft.put('payment_link', link)
  draft.emit('payment_link.created', 'payment_link', link.id)
  return link
}

/** The parameters that a Payment Link's address may carry. */
export interface LinkVisit {
  client_reference_id: string | null
  prefilled_email: string | null
  prefilled_promo_code: string | null
  /** `utm_…` parameters, handed on to the redirect. */
  redirect_query: string
}

/** Stripe drops an invalid reference without a word, and the page goes on working. */
const acceptedReference = (text: string | null) => (text !== null && /^[A-Za-z0-9_-]{1,200}$/.test(text) ? text : null)

export function followLink(draft: Draft, link: PaymentLink, visit: LinkVisit): Session {
  if (!link.active) throw unexpectedState('payment_link', 'This link is no longer active.')
  const { handover } = link.own
  const subscription = link.subscription_data !== null
  const code = link.allow_promotion_codes ? discountByCode(draft, visit.prefilled_promo_code ?? '') : null
  const lines = discounted(draft, afterTrial(draft, renewed(draft, link), handover.subscription.trial_days), code)
  const session = newSession(draft, {
    mode: subscription ? 'subscription' : 'payment',
    lines,
    handover,
    currency: link.currency,
    metadata: link.metadata,
    success_url: link.after_completion.redirect?.url ?? null,
    cancel_url: null,
    client_reference_id: acceptedReference(visit.client_reference_id),
    customer: null,
    customer_email: visit.prefilled_email,
    customer_creation: link.customer_creation === 'always' ? 'always' : 'if_required',
    discounts: discountsOf(code),
    allow_promotion_codes: link.allow_promotion_codes,
    billing_address_collection: link.billing_address_collection,
    expires_at: draft.now + day,
    invoice_creation: link.invoice_creation?.enabled ?? false,
    locale: 'auto',
    payment_link: link.id,
    payment_method_collection: link.payment_method_collection === 'always' ? 'always' : 'if_required',
    payment_method_types: link.payment_method_types ?? ['card'],
    phone_number_collection: link.phone_number_collection.enabled,
    redirect_query: visit.redirect_query,
    submit_type: link.submit_type,
    automatic_tax: link.automatic_tax.enabled,
  })
  return draft.put('checkout.session', session)
}

const renewed = (draft: Draft, link: PaymentLink): Line[] =>
  link.own.lines.map((line) => ({ ...line, id: draft.id('li') }))

export function applyCode(draft: Draft, id: string, text: string): 'applied' | 'unknown' {
  const session = draft.get('checkout.session', id)
  const code = session.allow_promotion_codes ? discountByCode(draft, text) : null
  if (code === null || session.status !== 'open') return 'unknown'
  const lines = discounted(draft, session.own.lines, code)
  const sums = sumsOf(lines)
  const shipping = session.shipping_cost?.amount_total ?? 0
  const total = sums.total + shipping
  draft.patch('checkout.session', id, {
    own: { ...session.own, lines },
    discounts: discountsOf(code),
    amount_subtotal: sums.subtotal,
    amount_total: total,
    payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
    total_details: { amount_discount: sums.discount, amount_shipping: shipping, amount_tax: sums.tax },
  })
  return 'applied'
}

export function expireSession(draft: Draft, id: string): void {
  const session = draft.get('checkout.session', id, 'session')
  if (session.status !== 'open') throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.')
  draft.patch('checkout.session', id, { status: 'expired' })
  draft.emit('checkout.session.expired', 'checkout.session', id)
}
