// The API as one OpenAPI 3.1 document, made from the contract's schemas and the table of operations.
import { problemSchema } from '@farthing/contract'
import { z } from 'zod'
import { noticeOperations } from './notice-operations.ts'
import { type Operation, tags, type Who } from './operation.ts'
import { peopleOperations } from './people-operations.ts'
import { programOperations } from './program-operations.ts'
import { reportOperations } from './report-operations.ts'
import { siteOperations } from './site-operations.ts'
import { splitTestOperations } from './split-test-operations.ts'

export const operations: readonly Operation[] = [
  ...reportOperations,
  ...programOperations,
  ...siteOperations,
  ...splitTestOperations,
  ...peopleOperations,
  ...noticeOperations,
]

type Json = Record<string, unknown>
type Io = 'input' | 'output'
/** Writes a schema down, and what it names beside it. */
type Write = (schema: z.ZodType, io: Io) => Json

const parameters: Readonly<Record<string, string>> = {
  siteId: 'The site, as in `site_Ab3dEf9h`.',
  paymentId: 'As the list has it, or any Stripe id that belongs to the payment.',
  prop: 'The name of a property, percent-encoded.',
  test: 'The name of a split test.',
  name: 'The name of a split test.',
  id: 'As the list has it.',
}

const refusals: Readonly<Record<number, string>> = {
  400: 'The sentence says what is not valid.',
  401: 'Nobody is known: sign in, or show a token.',
  403: 'Known, and not allowed.',
  404: 'Not there, or not for these eyes.',
  409: 'It contradicts what is there; the sentence says what to do.',
  413: 'Too large.',
  422: 'To be confirmed first.',
  429: 'Too often: the header `retry-after` says when again.',
  502: 'Stripe refused.',
  503: 'Not just now: the database or Stripe does not answer.',
}

export function openApi(version: string): Json {
  const components: Record<string, Json> = {}
  const write = writer(components)
  const paths: Record<string, Json> = {}
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation, write) }
  return {
    openapi: '3.1.0',
    info: { title: 'Farthing', version, description: about, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: components, securitySchemes },
  }
}

const about =
  'Amounts are integers in the smallest unit of their currency, times are milliseconds since 1970, days are days of the site’s time zone. ' +
  'Every error is `{ error: { code, message } }`: the code for programs, the sentence for whoever reads it. ' +
  'To a guest who may not see amounts, each is the text `amount hidden`.'

const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A token of one site, made in its settings or by `farthing token add`. Scopes: `server` tells revenue and connects customers, `read` reads what a viewer sees, `write` does both and changes settings.',
  },
  session: { type: 'apiKey', in: 'cookie', name: 'farthing_login', description: 'Of `POST /api/login`.' },
  guest: { type: 'apiKey', in: 'cookie', name: 'farthing_guest', description: 'Of `POST /api/share`.' },
}

function described(
  { method, path, tag, summary, more, who, query, body, answers, refusals = [] }: Operation,
  write: Write,
) {
  const said = Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, write)])
  const own = Object.keys(answers).map(Number)
  const refused = [...refusals, ...impliedBy(who), ...(query || body ? [400] : [])]
  return {
    operationId: nameOf(method, path),
    tags: [tag],
    summary,
    description: [more, whoSentence(who)].filter(Boolean).join(' '),
    parameters: [...inPath(path), ...(query ? inQuery(query, write) : [])],
    ...(body ? { requestBody: bodyOf(body, write) } : {}),
    responses: Object.fromEntries([
      ...said,
      ...[...new Set(refused)]
        .filter((status) => !own.includes(status))
        .map((status) => [status, refusalOf(status, write)]),
    ]),
    security: securityOf(who),
  }
}

const nameOf = (method: string, path: string): string =>
  [method, ...path.replace(/^\/(api\/)?/, '').split(/[^A-Za-z0-9]+/)]
    .filter(Boolean)
    .map((word, at) => (at === 0 ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
    .join('')

const inPath = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: parameters[name] ?? '',
    schema: { type: 'string' },
  }))

function inQuery(query: z.ZodObject, write: Write) {
  const { properties = {}, required = [] } = write(query, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

const bodyOf = ({ schema, example, type = 'application/json' }: NonNullable<Operation['body']>, write: Write) => ({
  required: true,
  content: { [type]: { schema: write(schema, 'input'), example } },
})

function answerOf(
  { description, schema, type = 'application/json', example }: Operation['answers'][number],
  write: Write,
): Json {
  const text = { schema: { type: 'string' } }
  if (type === 'text/event-stream' && schema) write(schema, 'output')
  if (type !== 'application/json') return { description, content: { [type]: text } }
  if (!schema) return { description }
  return {
    description,
    content: { [type]: { schema: write(schema, 'output'), ...(example === undefined ? {} : { example }) } },
  }
}

const refusalOf = (status: number, write: Write): Json => ({
  description: refusals[status] ?? '',
  content: { 'application/json': { schema: write(problemSchema, 'output') } },
})

function impliedBy(who: Who): number[] {
  if (typeof who === 'object') return [401, 403, 404]
  if (who === 'server') return [401, 403]
  return who === 'known' || who === 'member' ? [401] : []
}

function securityOf(who: Who): Json[] {
  if (who === 'server') return [{ token: [] }]
  if (who === 'member') return [{ session: [] }]
  if (who === 'known') return [{ session: [] }, { token: [] }, { guest: [] }]
  if (typeof who === 'string') return []
  return [{ session: [] }, ...(who.programs ? [{ token: [] }] : []), ...(who.least === 'guest' ? [{ guest: [] }] : [])]
}

const scopeOf = { guest: 'read', viewer: 'read', admin: 'write', owner: 'write' } as const

function whoSentence(who: Who): string {
  if (who === 'server') return 'For programs, with a token of scope `server` or `write`.'
  if (who === 'member') return 'For whoever is signed in.'
  if (who === 'known') return 'For whoever is signed in, and for any token.'
  if (who === 'stripe') return 'For Stripe: the signature is the key.'
  if (who === 'operator') return 'For whoever runs the collector.'
  if (who === 'anyone') return ''
  const program = who.programs ? `, or a token of scope \`${scopeOf[who.least]}\`` : ', in person: no token may'
  return `For a ${who.least} of the site at least${program}.`
    .replace('a admin', 'an admin')
    .replace('a owner', 'an owner')
}

/** What has a name in the contract is written once, beside the rest. */
function writer(components: Record<string, Json>): Write {
  const keep = (name: string, { id: _, ...schema }: Json) => {
    components[name] = schema
  }
  return (schema, io) => {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = relinked(z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => quieten(jsonSchema) }))
    for (const [name, def] of Object.entries($defs as Record<string, Json>)) keep(name, def)
    const name = z.globalRegistry.get(schema)?.id
    if (name === undefined) return own
    if (!('$ref' in own)) keep(name, own)
    return { $ref: `#/components/schemas/${name}` }
  }
}

/** What goes without saying: that a whole number is one that JSON carries, and how a date is spelled. */
function quieten(schema: Json): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.format === 'date') delete schema.pattern
}

const relinked = (schema: object): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
