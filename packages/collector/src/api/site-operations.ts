// A site, its settings and its connection to Stripe, described.
import {
  backfillSchema,
  deliveriesAnswerSchema,
  deliveriesQuerySchema,
  doctorReportSchema,
  healedAnswerSchema,
  ignoredMessagesSchema,
  ignoredQuerySchema,
  newSiteSchema,
  newWebhookSchema,
  reconcileAnswerSchema,
  reconcileQuerySchema,
  replayDeliverySchema,
  scriptSettingsSchema,
  siteChangeSchema,
  siteRemovalSchema,
  siteRemovedSchema,
  siteSchema,
  stripeBackfillSchema,
  stripePollingSchema,
  stripeSettingsSchema,
  stripeStatusSchema,
  webhookCreatedSchema,
} from '@farthing/contract'
import { z } from 'zod'
import { siteExample } from './examples.ts'
import { admins, created, guests, type Operation, ok, ownersInPerson, SITE, viewers } from './operation.ts'

const nothing = z.object({})

const sites: Operation[] = [
  {
    method: 'get',
    path: '/api/sites',
    tag: 'sites',
    summary: 'The sites that are yours to see',
    who: 'known',
    answers: ok(z.object({ sites: z.array(siteSchema) }), { sites: [siteExample] }),
  },
  {
    method: 'post',
    path: '/api/sites',
    tag: 'sites',
    summary: 'Adds a site',
    more: 'Only for owners of the collector.',
    who: 'known',
    body: { schema: newSiteSchema, example: { hosts: ['shop.example'], timeZone: 'Europe/Paris', currency: 'eur' } },
    answers: created(siteSchema, siteExample),
    refusals: [403],
  },
  { method: 'get', path: SITE, tag: 'sites', summary: 'One site', who: guests, answers: ok(siteSchema, siteExample) },
  {
    method: 'patch',
    path: SITE,
    tag: 'sites',
    summary: 'Changes what is given',
    who: admins,
    body: { schema: siteChangeSchema, example: { lookBackDays: 30 } },
    answers: ok(siteSchema, { ...siteExample, lookBackDays: 30 }),
  },
  {
    method: 'delete',
    path: SITE,
    tag: 'sites',
    summary: 'Deletes the site for good',
    more: 'With everything that was measured, its payments, members, tokens and links. The name of the site confirms it. Export first what is to be kept: it cannot be brought back.',
    who: ownersInPerson,
    body: { schema: siteRemovalSchema, example: { name: siteExample.name } },
    answers: ok(siteRemovedSchema, { removed: siteExample.id }),
    refusals: [422],
  },
  {
    method: 'get',
    path: `${SITE}/script`,
    tag: 'sites',
    summary: 'What the script of the site is told',
    who: viewers,
    answers: ok(scriptSettingsSchema, { hash: true }),
  },
  {
    method: 'put',
    path: `${SITE}/script`,
    tag: 'sites',
    summary: 'Tells the script something else',
    who: admins,
    body: { schema: scriptSettingsSchema, example: { hash: true } },
    answers: ok(scriptSettingsSchema, { hash: true }),
  },
  {
    method: 'get',
    path: `${SITE}/doctor`,
    tag: 'sites',
    summary: 'What works between a view and its payment, and what to do where it does not',
    who: viewers,
    answers: ok(doctorReportSchema),
  },
  {
    method: 'get',
    path: `${SITE}/ignored`,
    tag: 'sites',
    summary: 'How many messages were not counted, and why',
    who: viewers,
    query: ignoredQuerySchema,
    answers: ok(ignoredMessagesSchema, {
      total: 3,
      sentence: '3 messages ignored: 3 bots.',
      reasons: [{ reason: 'bot', count: 3 }],
      days: [{ day: '2026-03-01', total: 3 }],
      other: { views: 0, visits: 0 },
    }),
  },
]

const exported: Operation = {
  method: 'get',
  path: `${SITE}/export`,
  tag: 'sites',
  summary: 'Everything of the site as a file: a ZIP archive of CSV tables',
  more: 'Sent while it is read. One at a time for each site: another one is answered 409. What its tables and columns mean is in its README.txt.',
  who: admins,
  answers: { 200: { description: 'The archive.', type: 'application/zip' } },
  refusals: [409],
}

const stripe = (
  method: 'get' | 'post' | 'put',
  path: string,
  summary: string,
  rest: Partial<Operation>,
): Operation => ({
  method,
  path: `${SITE}/stripe${path}`,
  tag: 'stripe',
  summary,
  who: admins,
  answers: {},
  ...rest,
})

const backfill = {
  state: 'running',
  objects: 120,
  resources: [{ resource: 'charges', state: 'running', objects: 120, reachedAt: 1_767_225_600_000, problem: null }],
}

const connection: Operation[] = [
  stripe('get', '', 'How the site is connected', { answers: ok(stripeStatusSchema) }),
  stripe('put', '', 'Stores a key or signing secrets; null removes', {
    body: { schema: stripeSettingsSchema, example: { apiKey: 'rk_live_abcdef' } },
    answers: ok(stripeStatusSchema),
    refusals: [409, 422],
  }),
  stripe('post', '/check', 'Asks Stripe what the key may do', {
    answers: ok(stripeStatusSchema),
    refusals: [409, 502, 503],
  }),
  stripe('post', '/webhook', 'Creates the webhook at Stripe', {
    body: { schema: newWebhookSchema, example: {} },
    answers: ok(webhookCreatedSchema, {
      done: 'created',
      id: 'we_1',
      url: 'https://collector.example/in/site_Ab3dEf9h/stripe',
    }),
    refusals: [409, 502, 503],
  }),
  stripe('get', '/polling', 'How news is found without a webhook', {
    answers: ok(stripePollingSchema, { hasKey: true, by: 'events', nextAt: 1_774_782_300_000, missing: [] }),
  }),
  stripe('get', '/healed', 'What the webhook should have brought and the poller found', {
    answers: ok(healedAnswerSchema, { total: 0, events: [] }),
  }),
  stripe('get', '/backfill', 'How far the history has been fetched', { answers: ok(stripeBackfillSchema, backfill) }),
  stripe('post', '/backfill', 'Fetches the history', {
    body: { schema: backfillSchema, example: { from: '2025-01-01' } },
    answers: { 202: { description: 'Begun.', schema: stripeBackfillSchema, example: backfill } },
    refusals: [409],
  }),
  stripe('get', '/reconcile', 'The ledger against Stripe, to the cent', {
    who: viewers,
    query: reconcileQuerySchema,
    answers: ok(reconcileAnswerSchema),
    refusals: [409, 502, 503],
  }),
  stripe('get', '/deliveries', 'What came from Stripe, newest first', {
    query: deliveriesQuerySchema,
    answers: ok(deliveriesAnswerSchema, { deliveries: [], nextBefore: null }),
  }),
  stripe('post', '/deliveries/replay', 'Works a delivery off once more; nothing is counted twice by it', {
    body: { schema: replayDeliverySchema, example: { id: 'evt_1', shape: '2025-03-31', connection: 'site_Ab3dEf9h' } },
    answers: { 202: { description: 'It will be.', schema: nothing, example: {} } },
  }),
]

export const siteOperations: Operation[] = [...sites, exported, ...connection]
