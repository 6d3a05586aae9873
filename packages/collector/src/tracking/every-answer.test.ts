// Whatever `POST /api/event` answers: the page that asked may read it, and why, and when to come back.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { inFront } from '../http/front-door.ts'
import { insertSite } from '../sites/store.ts'
import { freshStorage } from '../storage/testing/databases.ts'
import { type TrackingParts, trackingDoor } from './routes.ts'
import { messageOf, site, viewIdOf } from './testing/visits.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const log = pino({ level: 'silent' })

async function door(change: Partial<TrackingParts>) {
  const storage = await freshStorage('sqlite')
  await storage.write(async (trx) => {
    await insertSite(trx, site)
    await insertSite(trx, { ...site, id: 'site_ofanother' })
  })
  const parts: TrackingParts = {
    storage,
    log,
    clock: () => Date.parse('2026-06-10T12:00:00Z'),
    trustProxy: 1,
    emailKey: () => Buffer.from('key'),
    follow: {
      checkoutReturn: async () => ({ status: 'pending' }),
      viewsRecorded: async () => undefined,
      identified: async () => undefined,
    },
    ...change,
  }
  const server = createServer(
    inFront({ '/api/event': trackingDoor(parts) }, (_req, res) => void res.end(), log),
  ).listen(0)
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return (asked: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}/api/event`, {
      method: 'POST',
      ...asked,
      headers: {
        'user-agent': firefox,
        origin: 'https://shop.example',
        'x-forwarded-for': '203.0.113.9',
        ...asked.headers,
      },
    })
}

type Ask = Awaited<ReturnType<typeof door>>

const view = messageOf({ name: 'a', at: 0 })
const identify = { type: 'identify', site: site.id, viewId: viewIdOf('a'), customId: 'user 7' }
const send = (message: unknown) => (ask: Ask) => ask({ body: JSON.stringify(message) })

/** An office sends no more than this at once. */
const BURST = 600
const flood = async (ask: Ask) => {
  const answers = await Promise.all(Array.from({ length: BURST + 20 }, () => ask({ body: JSON.stringify(view) })))
  return answers.find(({ status }) => status === 429) ?? ask()
}

const failing = (code: string): Partial<TrackingParts> => ({
  follow: {
    checkoutReturn: async () => ({ status: 'pending' }),
    viewsRecorded: () => Promise.reject(Object.assign(new Error('no'), { code })),
    identified: () => Promise.reject(Object.assign(new Error('no'), { code })),
  },
})

interface Case {
  what: string
  status: number
  ask: (ask: Ask) => Promise<Response>
  parts?: Partial<TrackingParts>
  /** More than every answer says. */
  says?: Record<string, RegExp>
}

const later = { 'retry-after': /^[1-9]\d*$/ }

const cases: Case[] = [
  { what: 'a view', status: 200, ask: send(view) },
  { what: 'a question of the browser', status: 204, ask: (ask) => ask({ method: 'OPTIONS' }) },
  {
    what: 'a page of another host',
    status: 202,
    ask: send({ ...view, url: 'https://copy.example/' }),
    says: { 'x-ignored': /^unknown_host$/ },
  },
  {
    what: 'an identity that is not signed',
    status: 202,
    ask: send(identify),
    parts: { mayIdentify: async () => false },
    says: { 'x-ignored': /^unsigned$/ },
  },
  { what: 'no JSON', status: 400, ask: (ask) => ask({ body: '{' }) },
  { what: 'another shape', status: 400, ask: send({ ...view, url: 7 }) },
  { what: 'an unknown site', status: 404, ask: send({ ...view, site: 'site_00000000' }) },
  {
    what: 'another method',
    status: 405,
    ask: (ask) => ask({ method: 'PUT', body: '{}' }),
    says: { allow: /^POST, OPTIONS$/ },
  },
  {
    what: 'a view of another site',
    status: 409,
    ask: async (ask) => {
      await send(view)(ask)
      return send({ ...view, site: 'site_ofanother' })(ask)
    },
  },
  { what: 'a body that is too large', status: 413, ask: (ask) => ask({ body: 'x'.repeat(70_000) }) },
  {
    what: 'a body in an encoding',
    status: 400,
    ask: (ask) => ask({ body: 'x', headers: { 'content-encoding': 'gzip' } }),
  },
  { what: 'too many messages of one address', status: 429, ask: flood, says: later },
  { what: 'a view while too many wait', status: 503, ask: send(view), parts: { mostWaiting: 0 }, says: later },
  { what: 'an identity while too many wait', status: 503, ask: send(identify), parts: { mostWaiting: 0 }, says: later },
  { what: 'a view while the disk is full', status: 503, ask: send(view), parts: failing('SQLITE_FULL'), says: later },
  {
    what: 'an identity while the database is away',
    status: 503,
    ask: send(identify),
    parts: failing('ECONNREFUSED'),
    says: later,
  },
  { what: 'a defect', status: 500, ask: send(view), parts: failing('EDEFECT') },
]

it.each(cases)('$what is answered $status, for every page to read', async ({ status, ask, parts = {}, says = {} }) => {
  const answer = await ask(await door(parts))
  expect(answer.status).toBe(status)
  const { headers } = answer
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual(['x-ignored', 'retry-after'])
  // Nobody stores an answer to POST that does not ask for it (RFC 9110, 9.3.3), and a page that reads it by CORS needs no further
  // policy: the answer that is sent with every view goes without.
  const isSpared = status === 200
  expect(headers.get('cross-origin-resource-policy')).toBe(isSpared ? null : 'cross-origin')
  expect(headers.get('cache-control')).toBe(isSpared ? null : 'no-store')
  expect(headers.get('x-request-id')).toMatch(/\S/)
  for (const [name, value] of Object.entries(says)) expect(headers.get(name)).toMatch(value)
  if (status >= 400)
    expect(await answer.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.stringMatching(/\.$/) },
    })
})
