import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../admin/access.ts'
import { readConfig } from '../config.ts'
import { openDoors, ownDoors } from '../doors.ts'
import { siteRooms } from '../site-rooms.ts'
import { siteListRoutes } from '../sites/routes.ts'
import { openKeys } from '../storage/keys.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { program } from '../testing/people.ts'
import { openApi, operations } from './document.ts'
import { type Operation, SITE } from './operation.ts'

const document = openApi('1.2.3')
/** Draft 2020-12 is the dialect of OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0#json-schema-keywords */
const ajv = new Ajv2020({ strict: false, validateFormats: false })
const compiled = new Map<string, ReturnType<typeof ajv.compile>>()

/** What is wrong with a value where the document has a schema; nothing: it is as described. */
function faults(at: (string | number)[], value: unknown): string {
  const name = at.join(' ')
  const schema = at.reduce<unknown>((whole, part) => Object(whole)[part], document)
  if (schema === undefined) return `there is no schema at ${name}`
  const validate = compiled.get(name) ?? ajv.compile({ allOf: [schema], components: document.components })
  compiled.set(name, validate)
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

const schemaOf = ({ path, method }: Operation, status: number) => [
  ...['paths', path, method, 'responses', status, 'content', 'application/json', 'schema'],
]
const bodyOf = ({ path, method, body }: Operation) => [
  ...['paths', path, method, 'requestBody', 'content', body?.type ?? 'application/json', 'schema'],
]

describe('the document', () => {
  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  })

  it('names each call once', () => {
    const names = operations.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))('%s has right examples', (_, one) => {
    expect(one.summary).toMatch(/^[A-Z].*[^.]$/)
    if (one.body) expect(faults(bodyOf(one), one.body.example)).toBe('')
    for (const [status, { schema, type, example }] of Object.entries(one.answers))
      if (schema && type === undefined && example !== undefined)
        expect(faults(schemaOf(one, Number(status)), example)).toBe('')
  })

  it('finds fault with an example that is wrong', () => {
    const overview = operations.find(({ path }) => path === `${SITE}/reports/overview`)
    if (!overview) throw new Error('There is no overview.')
    const example = overview.answers[200]?.example as object
    expect(faults(schemaOf(overview, 200), { ...example, pending: 'one' })).toContain('pending')
    expect(faults(schemaOf(overview, 200), { ...example, surprise: 1 })).toContain('additional')
  })
})

async function allParts() {
  const storage = await freshStorage('sqlite')
  const secret = 'the secret of the tests'
  return {
    storage,
    keys: await openKeys(storage, secret),
    clock: () => 0,
    config: readConfig({ FARTHING_SECRET: secret, DATABASE_URL: 'sqlite:nowhere' }),
    log: pino({ level: 'silent' }),
  }
}

type Router = ReturnType<typeof siteListRoutes>

const routesOf = (at: string, { stack }: Router) =>
  stack.flatMap(({ route }) =>
    (route?.stack ?? []).flatMap(({ method }) => {
      const own = `${at === '/' ? '' : at}${route?.path === '/' ? '' : route?.path}`
      return method ? [`${method} ${own.replace(/:(\w+)/g, '{$1}')}`] : []
    }),
  )
/** A route with handlers one after the other is still one. */
const once = (all: string[]) => [...new Set(all)].sort()

/** They answer before Express does. */
const inFront = ['post /api/event', 'get /f.js', 'get /metrics']

it('describes every route there is, and no other', async () => {
  const parts = await allParts()
  const doors = [...openDoors(parts, () => undefined), ...ownDoors(parts)]
  const entrance = { standings: async () => new Map(), refuseToAdd: () => undefined }
  const there = [
    ...inFront,
    ...doors.flatMap(({ path, routes }) => routesOf(path, routes)),
    ...routesOf('/api/sites', siteListRoutes(parts, entrance)),
    ...siteRooms(parts, () => undefined).flatMap(({ path, routes }) =>
      routesOf(`${SITE}${path === '/' ? '' : path}`, routes),
    ),
  ]
  const described = operations.map(({ method, path }) => `${method} ${path}`)
  expect(once(described)).toEqual(once(there))
})

it('says of the calls of a site who may make them', async () => {
  const rooms = siteRooms(await allParts(), () => undefined)
  const accessOf = new Map<string, Access>()
  for (const { path, routes, access, exceptions = {} } of rooms)
    for (const { route } of routes.stack)
      if (route)
        for (const one of routesOf(`${SITE}${path === '/' ? '' : path}`, { stack: [{ route }] } as Router))
          accessOf.set(one, exceptions[route.path] ?? access)
  for (const { method, path, who } of operations.filter((one) => one.path.startsWith(SITE))) {
    const access = accessOf.get(`${method} ${path}`)
    const least = method === 'get' ? access?.look : access?.change
    expect({ method, path, who }).toEqual({ method, path, who: { least, programs: access?.to === 'everybody' } })
  }
})

describe.each(engines)('what a running collector answers (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let site = ''
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    const hosts = { hosts: ['shop.example'], currency: 'eur' }
    site = (await collector.ask('POST', '/api/sites', { headers, body: hosts })).json.id
    await shopFor(collector, headers, site)
  })
  afterAll(() => collector.remove())

  const readable = operations.filter(
    ({ method, answers }) => method === 'get' && answers[200]?.schema && !answers[200].type,
  )
  it.each(readable.map((one) => [one.path, one] as const))('GET %s is as described', async (path, one) => {
    const query = path.endsWith('/funnel')
      ? '?step=page:/pricing&step=payment'
      : '?with=client&with=lifetime&compare=previous&limit=2&mode=live'
    const url = path
      .replace('{siteId}', site)
      .replace('{prop}', 'plan')
      .replace('{test}', 'price')
      .replace('{name}', 'price')
      .replace('{paymentId}', 'api_order-1')
    const asksMore = path.startsWith(`${SITE}/reports/`) || path === `${SITE}/payments`
    const { status, json } = await collector.ask('GET', `${url}${asksMore ? query : ''}`, { headers })
    if (status === 409) expect(faults(schemaOf(one, 409), json)).toBe('')
    else expect({ status, faults: faults(schemaOf(one, 200), json) }).toEqual({ status: 200, faults: '' })
  })

  it('refusals are as described', async () => {
    const overview = operations.find(({ path }) => path === `${SITE}/reports/overview`)
    if (!overview) throw new Error('There is no overview.')
    const url = `/api/sites/${site}/reports/overview`
    const refused = [
      await collector.ask('GET', `${url}?model=magic`, { headers }),
      await collector.ask('GET', url),
      await collector.ask('GET', '/api/sites/site_00000000/reports/overview', { headers }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([400, 401, 404])
    for (const { status, json } of refused) expect(faults(schemaOf(overview, status), json)).toBe('')
  })

  it('gives the document to everybody', async () => {
    const { status, json } = await collector.ask('GET', '/api/openapi.json')
    expect({ status, openapi: json.openapi }).toEqual({ status: 200, openapi: '3.1.0' })
  })
})

/** Something of everything: a visit that says something and buys. */
async function shopFor(collector: TestCollector, headers: Record<string, string>, site: string) {
  const viewId = 'view_0123456789abcdefgh'
  const page = { site, viewId }
  const browser = {
    origin: 'https://shop.example',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  }
  const said = [
    { ...page, type: 'view', url: 'https://shop.example/pricing?utm_source=news&utm_medium=email' },
    {
      ...page,
      type: 'event',
      eventId: 'event_0123456789abcdefg',
      name: 'Signup',
      props: { plan: 'pro' },
      revenue: { amount: 4_900, currency: 'eur' },
    },
    { ...page, type: 'identify', customId: 'user_42' },
  ]
  const sides = [{ name: 'low' }, { name: 'high' }]
  await collector.ask('POST', `/api/sites/${site}/tests`, { headers, body: { name: 'price', sides } })
  await collector.ask('PATCH', `/api/sites/${site}/tests/price`, { headers, body: { state: 'running' } })
  const event = operations.find(({ path }) => path === '/api/event')
  for (const body of said) {
    const { status, json } = await collector.ask('POST', '/api/event', { body, headers: browser })
    expect({ status, faults: event && faults(schemaOf(event, 200), json) }).toEqual({ status: 200, faults: '' })
  }
  const token = await program(collector, headers, site, 'server')
  const told = [
    ['/api/revenue', { id: 'order-1', amount: 4_900, currency: 'eur', viewId }, 201],
    ['/api/revenue', { id: 'order-1', amount: 4_900, currency: 'eur', viewId }, 200],
    ['/api/stripe/connect', { customid: 'user_42', customerid: 'cus_1' }, 201],
    ['/api/stripe/connect', { customid: 'user_42', customerid: 'cus_1' }, 200],
    ['/api/stripe/connect', { customid: 'user_43', customerid: 'cus_1' }, 409],
  ] as const
  for (const [path, body, wanted] of told) {
    const { status, json } = await collector.ask('POST', path, { body, headers: token })
    const operation = operations.find((one) => one.path === path)
    const found = operation && faults(schemaOf(operation, status), json)
    expect({ path, status, found }).toEqual({ path, status: wanted, found: '' })
  }
}
