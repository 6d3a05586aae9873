// What the owner reads about the history that is being fetched: how far each kind of object got, and what stands in its way.
import type { StripeBackfill } from '@farthing/contract'
import { formatCount, formatDays } from './format.ts'
import { dayIn } from './range.ts'

type Progress = StripeBackfill['resources'][number]

/** By Stripe's own names of its lists; one that is not known here is shown as it is. */
const titles: Record<string, string> = {
  'checkout/sessions': 'Checkout Sessions',
  invoices: 'Invoices',
  invoice_payments: 'Payments of invoices',
  payment_intents: 'PaymentIntents',
  charges: 'Charges',
  refunds: 'Refunds',
  credit_notes: 'Credit notes',
  disputes: 'Disputes',
  subscriptions: 'Subscriptions',
  events: 'Events',
}

export const listTitle = (resource: string): string => titles[resource] ?? resource

export interface ProgressWords {
  title: string
  pill: string
  look: 'paid' | 'pending' | 'plain'
  about: string
}

/** Lists are read one after the other: one of which nothing was read yet waits for its turn. */
export function progressWords(one: Progress, timeZone: string, locale?: string): ProgressWords {
  const title = listTitle(one.resource)
  const count = `${formatCount(one.objects, locale)} read`
  if (one.state === 'done') return { title, pill: 'Done', look: 'paid', about: count }
  if (one.state === 'refused') {
    const why = one.problem ?? 'Stripe does not show this list to the key.'
    return { title, pill: 'Refused', look: 'pending', about: `${why} Add the right to the key, then fetch again.` }
  }
  if (one.problem !== null)
    return { title, pill: 'Waiting', look: 'pending', about: `${one.problem} It goes on by itself.` }
  if (one.objects === 0) return { title, pill: 'Later', look: 'plain', about: 'Not read yet' }
  const day = dayIn(timeZone, one.reachedAt)
  return {
    title,
    pill: 'Reading',
    look: 'plain',
    about: `${count}, back to ${formatDays({ from: day, to: day }, locale)}`,
  }
}

export function historySentence({ state, objects, resources }: StripeBackfill, locale?: string): string {
  if (state === 'none') return 'It begins by itself within a minute of the first key.'
  const refused = resources.filter((one) => one.state === 'refused').length
  const read = `${formatCount(objects, locale)} ${objects === 1 ? 'object' : 'objects'} read`
  if (state === 'running') return `Fetching the history: ${read} so far. You may leave this page.`
  if (refused === 0) return `The history is here: ${read}.`
  return `The history is here, but ${refused === 1 ? 'one list' : `${formatCount(refused, locale)} lists`}: ${read}.`
}

/** How many of the lists are through, for the bar. */
export const listsDone = ({ resources }: StripeBackfill): number =>
  resources.filter(({ state }) => state !== 'running').length
