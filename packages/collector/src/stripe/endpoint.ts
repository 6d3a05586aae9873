// What Stripe says of its webhook endpoints.
import type { Answered, Call } from './client.ts'
import { at, listIn, textIn } from './normalise/read.ts'

export interface Endpoint {
  id: string
  url: string
  events: string[]
  enabled: boolean
  /** Null: the account's default version. */
  apiVersion: string | null
}

/** An account has at most 16 of each mode: one page is all. */
export const askForEndpoints: Call = { path: '/v1/webhook_endpoints', params: { limit: 100 } }

export const endpointsIn = (list: unknown): Endpoint[] => listIn(list).map(readEndpoint)

/** Null: the key may not look. */
export const endpointsOf = (answer: Answered): Endpoint[] | null =>
  answer.kind === 'found' ? endpointsIn(answer.object) : null

const readEndpoint = (endpoint: unknown): Endpoint => ({
  id: textIn(at(endpoint, 'id')) ?? '',
  url: textIn(at(endpoint, 'url')) ?? '',
  events: textsIn(at(endpoint, 'enabled_events')),
  enabled: at(endpoint, 'status') === 'enabled',
  apiVersion: textIn(at(endpoint, 'api_version')),
})

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
