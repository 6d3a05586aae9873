// What pages, servers, Stripe and operators ask, described.
import {
  connectAnswerSchema,
  connectSchema,
  eventAnswerSchema,
  messageSchema,
  revenueAnswerSchema,
  revenueSchema,
  siteIdSchema,
} from '@farthing/contract'
import { z } from 'zod'
import type { Operation } from './operation.ts'

const page = { site: 'site_Ab3dEf9h', viewId: '4tXvW9rQzq0kJm2nPw8xYc' }
const TEXT = 'text/plain'

const browser: Operation[] = [
  {
    method: 'post',
    path: '/api/event',
    tag: 'browser',
    summary: 'A view, its time and depth, a custom event, or who somebody is',
    more: 'The script sends it as `text/plain`, so that browsers need no preflight; JSON either way. Sending a message again changes nothing.',
    who: 'anyone',
    body: {
      schema: messageSchema,
      example: { type: 'view', ...page, url: 'https://shop.example/pricing' },
      type: TEXT,
    },
    answers: {
      200: {
        description: 'Committed.',
        schema: eventAnswerSchema,
        example: { visitorId: 'v_9sKd', sessionId: 's_4tXvW9rQzq0kJm2nPw8xYc', variants: {} },
      },
      202: {
        description: 'Understood, and not counted: the header `x-ignored` says why.',
        schema: eventAnswerSchema,
        example: { visitorId: null, sessionId: null, variants: {} },
      },
    },
    refusals: [404, 409, 413, 429, 503],
  },
]

const programs: Operation[] = [
  {
    method: 'post',
    path: '/api/stripe/connect',
    tag: 'programs',
    summary: 'Ties a Stripe customer to your identifier',
    more: 'Before or after the payments. The same pair again changes nothing; another customid for the customer is a conflict unless `replace` is set.',
    who: 'server',
    body: { schema: connectSchema, example: { customid: 'user_42', customerid: 'cus_Pabc' } },
    answers: {
      200: {
        description: 'They were tied together before, or are now in place of others.',
        schema: connectAnswerSchema,
        example: { connected: 'seen', payments: 0 },
      },
      201: { description: 'New.', schema: connectAnswerSchema, example: { connected: 'new', payments: 2 } },
    },
    refusals: [409, 413],
  },
  {
    method: 'post',
    path: '/api/revenue',
    tag: 'programs',
    summary: 'A payment, or a refund, from outside Stripe',
    more: 'The same `id` again changes nothing.',
    who: 'server',
    body: {
      schema: revenueSchema,
      example: { id: 'order-1001', amount: 4_900, currency: 'eur', viewId: page.viewId },
    },
    answers: {
      200: {
        description: 'It was told before, and stays as it was told first.',
        schema: revenueAnswerSchema,
        example: { received: 'seen', paymentId: 'api_order-1001' },
      },
      201: {
        description: 'New.',
        schema: revenueAnswerSchema,
        example: { received: 'new', paymentId: 'api_order-1001' },
      },
    },
    refusals: [409, 413],
  },
]

const deliveryAnswer = z.object({ received: z.string(), reason: z.string().exactOptional() })
const delivery = (path: string, summary: string): Operation => ({
  method: 'post',
  path,
  tag: 'stripe',
  summary,
  more: 'With the signature of one of the secrets over the body as it is. Without a secret nothing is believed: with an API key the news is fetched instead.',
  who: 'stripe',
  body: {
    schema: z.record(z.string(), z.unknown()),
    example: { id: 'evt_1', object: 'event', type: 'charge.succeeded' },
  },
  answers: {
    200: { description: 'Kept; what comes again is told so.', schema: deliveryAnswer, example: { received: 'new' } },
    202: {
      description: 'Not believed, and asked for at Stripe.',
      schema: deliveryAnswer,
      example: { received: 'discarded' },
    },
  },
  refusals: [404, 413, 503],
})

const plain = (path: string, summary: string): Operation => ({
  method: 'get',
  path,
  tag: 'operator',
  summary,
  who: 'operator',
  answers: { 200: { description: 'As text.', type: TEXT } },
})

const script: Operation = {
  method: 'get',
  path: '/f.js',
  tag: 'browser',
  summary: 'The script of the pages; with `?site=` it knows the settings of the site',
  more: 'Also under the names that the operator set.',
  who: 'anyone',
  query: z.object({ site: siteIdSchema.optional() }),
  answers: { 200: { description: 'JavaScript.', type: 'text/javascript' } },
}

const operators: Operation[] = [
  plain('/healthz', 'Whether the process is up'),
  {
    ...plain('/readyz', 'Whether the database answers'),
    answers: { 200: { description: 'It does.', type: TEXT }, 503: { description: 'It does not.', type: TEXT } },
  },
  { ...plain('/metrics', 'Counts for Prometheus'), more: 'From this machine, or with the token of `METRICS_TOKEN`.' },
  {
    method: 'get',
    path: '/api/openapi.json',
    tag: 'operator',
    summary: 'This document',
    who: 'anyone',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
  },
]

export const programOperations: Operation[] = [
  ...browser,
  script,
  ...programs,
  delivery('/in/{siteId}/stripe', 'Stripe’s events of one site'),
  delivery('/api/webhooks/stripe', 'Stripe’s events of all sites'),
  ...operators,
]
