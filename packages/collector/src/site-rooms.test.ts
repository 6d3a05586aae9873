import type { Problem, Standing } from '@farthing/contract'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { siteRooms } from './site-rooms.ts'
import { openKeys } from './storage/keys.ts'
import { engines, freshStorage } from './storage/testing/databases.ts'
import { type TestCollector, testCollector } from './testing/collector.ts'
import { guest, joined, program } from './testing/people.ts'

/** Every route of a site, who may enter at least, and whether a token may. Written by hand: what is meant, not what is there. */
const table: [route: string, least: Standing, tokens: boolean][] = [
  ['GET /', 'guest', true],
  ['PATCH /', 'admin', true],
  ['DELETE /', 'owner', false],
  ['GET /reports/overview', 'guest', true],
  ['GET /reports/products', 'guest', true],
  ['GET /reports/subscriptions', 'guest', true],
  ['GET /reports/went-back', 'guest', true],
  ['GET /reports/journeys', 'guest', true],
  ['GET /reports/time-to-payment', 'guest', true],
  ['GET /reports/cohorts', 'guest', true],
  ['GET /reports/ad-costs', 'viewer', true],
  ['GET /reports/click-conversions.csv', 'viewer', true],
  ['GET /reports/goals', 'guest', true],
  ['GET /reports/funnel', 'guest', true],
  ['GET /reports/channels', 'guest', true],
  ['GET /reports/sources', 'guest', true],
  ['GET /reports/mediums', 'guest', true],
  ['GET /reports/campaigns', 'guest', true],
  ['GET /reports/terms', 'guest', true],
  ['GET /reports/contents', 'guest', true],
  ['GET /reports/click-ids', 'guest', true],
  ['GET /reports/referrers', 'guest', true],
  ['GET /reports/hosts', 'guest', true],
  ['GET /reports/pages', 'guest', true],
  ['GET /reports/entry-pages', 'guest', true],
  ['GET /reports/exit-pages', 'guest', true],
  ['GET /reports/countries', 'guest', true],
  ['GET /reports/regions', 'guest', true],
  ['GET /reports/cities', 'guest', true],
  ['GET /reports/browsers', 'guest', true],
  ['GET /reports/systems', 'guest', true],
  ['GET /reports/devices', 'guest', true],
  ['GET /reports/languages', 'guest', true],
  ['GET /reports/currencies', 'guest', true],
  ['GET /reports/purposes', 'guest', true],
  ['GET /reports/prices', 'guest', true],
  ['GET /reports/plans', 'guest', true],
  ['GET /reports/props', 'guest', true],
  ['GET /reports/props/:prop', 'guest', true],
  ['GET /reports/variants/:test', 'guest', true],
  ['GET /reports/split-tests/:test', 'guest', true],
  ['GET /payments', 'guest', true],
  ['GET /payments/export', 'viewer', true],
  ['GET /payments/:paymentId', 'viewer', true],
  ['GET /live', 'guest', true],
  ['GET /stripe/reconcile', 'viewer', true],
  ['GET /stripe/deliveries', 'admin', true],
  ['POST /stripe/deliveries/replay', 'admin', true],
  ['GET /doctor', 'viewer', true],
  ['GET /ignored', 'viewer', true],
  ['GET /script', 'viewer', true],
  ['PUT /script', 'admin', true],
  ['GET /tests', 'viewer', true],
  ['POST /tests', 'admin', true],
  ['GET /tests/:name', 'viewer', true],
  ['PATCH /tests/:name', 'admin', true],
  ['DELETE /tests/:name', 'admin', true],
  ['GET /stripe', 'admin', true],
  ['PUT /stripe', 'admin', true],
  ['POST /stripe/check', 'admin', true],
  ['POST /stripe/webhook', 'admin', true],
  ['GET /stripe/polling', 'admin', true],
  ['GET /stripe/healed', 'admin', true],
  ['GET /stripe/backfill', 'admin', true],
  ['POST /stripe/backfill', 'admin', true],
  ['GET /export', 'admin', true],
  ['POST /persons/export', 'admin', true],
  ['POST /persons/delete', 'admin', true],
  ['GET /identity-secret', 'admin', false],
  ['POST /identity-secret', 'admin', false],
  ['DELETE /identity-secret', 'admin', false],
  ['GET /tokens', 'admin', false],
  ['POST /tokens', 'admin', false],
  ['DELETE /tokens/:id', 'admin', false],
  ['GET /share-links', 'admin', false],
  ['POST /share-links', 'admin', false],
  ['DELETE /share-links/:id', 'admin', false],
  ['GET /audit', 'admin', false],
  ['GET /notices', 'viewer', false],
  ['PUT /notices', 'viewer', false],
  ['GET /notice-hooks', 'admin', false],
  ['POST /notice-hooks', 'admin', false],
  ['DELETE /notice-hooks/:id', 'admin', false],
  ['GET /members', 'admin', false],
  ['POST /members', 'owner', false],
  ['PATCH /members/:id', 'owner', false],
  ['DELETE /members/:id', 'owner', false],
  ['DELETE /members/invitations/:id', 'owner', false],
]

const order: Standing[] = ['guest', 'viewer', 'admin', 'owner']
const reaches = (mine: Standing, least: Standing) => order.indexOf(mine) >= order.indexOf(least)

interface Somebody {
  who: string
  headers: Record<string, string>
  /** As what they stand at the site; null: they should not learn that it exists; `nobody`: not even signed in. */
  as: Standing | null | 'nobody'
  isProgram: boolean
}

async function everybody(collector: TestCollector, site: string, other: string): Promise<Somebody[]> {
  const first = await collector.signIn()
  const { json: mine } = await collector.ask('POST', '/api/sites', { headers: first, body: { hosts: [site] } })
  const { json: theirs } = await collector.ask('POST', '/api/sites', { headers: first, body: { hosts: [other] } })
  const member = (siteId: string, role: 'owner' | 'admin' | 'viewer') => joined(collector, first, siteId, role)
  const token = (siteId: string, scope: 'server' | 'read' | 'write') => program(collector, first, siteId, scope)
  const person = (who: string, as: Somebody['as'], headers: Somebody['headers']) => ({
    who,
    as,
    headers,
    isProgram: false,
  })
  const machine = (who: string, as: Somebody['as'], headers: Somebody['headers']) => ({
    who,
    as,
    headers,
    isProgram: true,
  })
  return [
    person('the site itself', null, { id: mine.id }),
    person('nobody', 'nobody', {}),
    person('a made-up cookie', 'nobody', { cookie: 'farthing_login=abc; farthing_guest=abc' }),
    machine('a made-up token', 'nobody', { authorization: 'Bearer fth_abc' }),
    machine('a server token', 'nobody', await token(mine.id, 'server')),
    person('a guest', 'guest', await guest(collector, first, mine.id, false)),
    person('a guest without amounts', 'guest', await guest(collector, first, mine.id, true)),
    person('a guest of another site', null, await guest(collector, first, theirs.id, false)),
    person('a viewer', 'viewer', await member(mine.id, 'viewer')),
    person('an admin', 'admin', await member(mine.id, 'admin')),
    person('an owner', 'owner', await member(mine.id, 'owner')),
    person('the owner of the collector', 'owner', first),
    person('the owner of another site', null, await member(theirs.id, 'owner')),
    machine('a token to read', 'viewer', await token(mine.id, 'read')),
    machine('a token to write', 'admin', await token(mine.id, 'write')),
    machine('a token to write at another site', null, await token(theirs.id, 'write')),
  ]
}

/** A stream never ends: of what is none of JSON only the status is looked at. */
async function knock(collector: TestCollector, method: string, url: string, headers: Record<string, string>) {
  const stop = new AbortController()
  const body = method === 'GET' ? null : '{}'
  const type = body === null ? {} : { 'content-type': 'application/json' }
  const asked = { method, body, headers: { ...type, ...headers }, signal: stop.signal }
  const response = await fetch(`${collector.url}${url}`, asked)
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  const answer = { status: response.status, json: isJson ? ((await response.json()) as Partial<Problem>) : null }
  stop.abort()
  return answer
}

describe.each(engines)('who may enter (%s)', (engine) => {
  let collector: TestCollector
  let people: Somebody[]
  let siteId: string
  beforeAll(async () => {
    collector = await testCollector(engine)
    const [site, ...all] = await everybody(collector, 'shop.example', 'other.example')
    siteId = site?.headers.id ?? ''
    people = all
  })
  afterAll(() => collector.remove())

  it.each(table)('%s: from %s on, tokens: %s', async (route, least, tokens) => {
    const [method = '', path = ''] = route.split(' ')
    const url = `/api/sites/${siteId}${path === '/' ? '' : path.replace(/:\w+/, 'nothing_1')}`
    for (const { who, headers, as, isProgram } of people) {
      const { status, json } = await knock(collector, method, url, headers)
      const answered = { who, status, code: json?.error?.code }
      if (as === 'nobody') expect(answered).toEqual({ who, status: 401, code: 'not_signed_in' })
      else if (as === null) expect(answered).toEqual({ who, status: 404, code: 'unknown_site' })
      else if (reaches(as, least) && (tokens || !isProgram))
        expect([401, 403, 500].includes(status) || answered.code === 'unknown_site', JSON.stringify(answered)).toBe(
          false,
        )
      else expect(answered).toEqual({ who, status: 403, code: 'not_allowed' })
    }
  })

  it('shows everybody the sites that are theirs, and lets only owners of the collector add one', async () => {
    for (const { who, headers, as } of people) {
      const listed = await collector.ask('GET', '/api/sites', { headers })
      const roles = listed.json.sites
        ?.filter(({ id }: { id: string }) => id === siteId)
        .map((one: { role: string }) => one.role)
      expect({ who, roles }).toEqual({ who, roles: as === 'nobody' ? undefined : as === null ? [] : [as] })
      const added = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['new.example'] } })
      const expected = as === 'nobody' ? 401 : who === 'the owner of the collector' ? 201 : 403
      expect({ who, status: added.status }).toEqual({ who, status: expected })
    }
  })

  it.each([
    ['GET', '/api/account', 200],
    ['GET', '/api/account/passkeys', 200],
    ['POST', '/api/account/passkeys/begin', 400],
    ['POST', '/api/account/passkeys', 400],
    ['POST', '/api/account/passkeys/nothing_1/remove', 400],
  ])('opens %s %s only to a member', async (method, path, ofMembers) => {
    for (const { who, headers, as, isProgram } of people) {
      const { status } = await knock(collector, method, path, headers)
      const isMember = as !== 'nobody' && !isProgram && !who.startsWith('a guest')
      expect({ who, status }).toEqual({ who, status: isMember ? ofMembers : 401 })
    }
  })

  it('opens the login by passkey to everybody, whoever they are already', async () => {
    for (const { who, headers } of people) {
      const begun = await knock(collector, 'POST', '/api/login/passkey/begin', headers)
      const brought = await knock(collector, 'POST', '/api/login/passkey', headers)
      expect({ who, begun: begun.status, brought: brought.status }).toEqual({ who, begun: 200, brought: 400 })
    }
  })
})

it('says of every route there is who may enter', async () => {
  const storage = await freshStorage('sqlite')
  const secret = 'the secret of the tests'
  const parts = {
    storage,
    keys: await openKeys(storage, secret),
    clock: () => 0,
    config: readConfig({ FARTHING_SECRET: secret, DATABASE_URL: 'sqlite:nowhere' }),
    log: pino({ level: 'silent' }),
  }
  const routes = siteRooms(parts, () => undefined).flatMap(({ path, routes: room }) =>
    room.stack.flatMap(({ route }) =>
      (route?.stack ?? []).map(({ method }) => {
        const own = `${path === '/' ? '' : path}${route?.path === '/' ? '' : route?.path}` || '/'
        return `${method.toUpperCase()} ${own}`
      }),
    ),
  )
  expect([...new Set(routes)].sort()).toEqual(table.map(([route]) => route).sort())
})
