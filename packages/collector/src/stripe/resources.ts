// What Stripe keeps lists of, and how a page of one is asked for.
import type { Answered, StripeApi } from './client.ts'
import { isStripeObject, listIn, type StripeObject } from './normalise/read.ts'
import type { Params } from './query-string.ts'

/** Everything that says something about money, in the order in which history is read: what joins others comes first. */
export const resources = [
  'checkout/sessions',
  'invoices',
  'invoice_payments',
  'payment_intents',
  'charges',
  'refunds',
  'credit_notes',
  'disputes',
  'subscriptions',
] as const
export type Resource = (typeof resources)[number]

const resourceOf: Record<string, Resource> = {
  'checkout.session': 'checkout/sessions',
  invoice: 'invoices',
  invoice_payment: 'invoice_payments',
  payment_intent: 'payment_intents',
  charge: 'charges',
  refund: 'refunds',
  credit_note: 'credit_notes',
  dispute: 'disputes',
  subscription: 'subscriptions',
}

/** Where an object of this kind is read again. */
export const resourceOfObject = (object: StripeObject): Resource | null => resourceOf[object.object] ?? null

/** Stripe's most for one page. */
const PAGE = 100

/** A page, newest first. `refused`: this key will not be told, whoever asks how often. */
export type Page =
  | { kind: 'page'; objects: StripeObject[]; hasMore: boolean }
  | { kind: 'refused'; sentence: string }
  | { kind: 'missing'; sentence: string }
  | { kind: 'unavailable'; sentence: string }

/** What a list shows only when asked, and not to every key. */
const extras: Partial<Record<Resource | 'events', string>> = {
  'checkout/sessions': 'data.line_items',
  charges: 'data.balance_transaction',
}

export async function readPage(
  api: StripeApi,
  apiKey: string,
  resource: Resource | 'events',
  params: Params,
): Promise<Page> {
  const all: Params = resource === 'subscriptions' ? { status: 'all' } : {}
  const ask = (expand: Params) =>
    api.call(apiKey, { path: `/v1/${resource}`, params: { limit: PAGE, ...all, ...expand, ...params } })
  const extra = extras[resource]
  const rich = extra ? await ask({ expand: [extra] }) : null
  const answer = rich === null || rich.kind === 'not_allowed' ? await ask({}) : rich
  if (answer.kind !== 'found') return refusalOf(answer)
  const { has_more } = answer.object as { has_more?: unknown }
  return { kind: 'page', objects: listIn(answer.object).filter(isStripeObject), hasMore: has_more === true }
}

export function refusalOf(answer: Exclude<Answered, { kind: 'found' }>): Exclude<Page, { kind: 'page' }> {
  if (answer.kind === 'missing' || answer.kind === 'unavailable') return { ...answer }
  const permission = answer.kind === 'not_allowed' ? answer.permission : null
  const sentence = permission ? `The key lacks the permission ${permission}.` : answer.sentence
  return { kind: 'refused', sentence }
}
