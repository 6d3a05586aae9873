// What a payment from outside Stripe says, as facts: the owner's server told it, so it is money by its word.
import { blank, type Fact, type Reference } from '../ledger/fact.ts'
import { amountIn, isObject, textIn } from './normalise/read.ts'
import type { Delivery } from './store.ts'

/** The connection that stands for a site's own server; nothing is ever proven to be the same account. */
export const apiConnectionOf = (siteId: string): string => `api:${siteId}`
const siteOfConnection = (connection: string): string => connection.slice('api:'.length)

/** In the ledger, so that no id of the owner's can be taken for one of Stripe's. */
export const ledgerIdOf = (id: string): string => `api_${id}`

type Told = Pick<Delivery, 'body' | 'connection' | 'mode'>

export function revenueFacts({ body, connection, mode }: Told): Fact[] {
  const told: unknown = JSON.parse(body)
  if (!isObject(told) || typeof told.id !== 'string' || typeof told.at !== 'number') return []
  const refundOf = textIn(told.refundOf)
  const amount = amountIn(told.amount)
  const fact = blank(refundOf ? 'refund' : 'charge', ledgerIdOf(told.id), mode)
  const common = {
    ...fact,
    via: [siteOfConnection(connection)],
    doors: ['api' as const],
    state: 'succeeded' as const,
    currency: textIn(told.currency),
    amount,
    createdAt: told.at,
  }
  if (refundOf) return [{ ...common, links: [ledgerIdOf(refundOf)] }]
  const description = textIn(told.description)
  return [
    {
      ...common,
      paid: amount,
      shownAt: told.at,
      description,
      references: [...referencesIn(told), ...emailHashIn(told)],
    },
  ]
}

/** As the routes keep it. */
const emailHashIn = (told: Record<string, unknown>): Reference[] => {
  const value = textIn(told.emailHash)
  return value === null ? [] : [{ kind: 'email_match', key: 'emailHash', value }]
}

const keys = ['viewId', 'sessionId', 'visitorId', 'customId'] as const

const referencesIn = (told: Record<string, unknown>): Reference[] =>
  keys.flatMap((key) => {
    const value = textIn(told[key])
    return value === null ? [] : [{ kind: 'server_api' as const, key, value }]
  })
