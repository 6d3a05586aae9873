// How a route is declared: method, path, the permission it needs and what it does. Lists and reads are alike for all objects.
import { z } from 'zod'
import { inRange, range, text } from '../params/form.ts'
import type { Rendered } from '../render/render.ts'
import type { TableName, Tables } from '../world/model.ts'
import type { Call } from './call.ts'
import { pageParams } from './pagination.ts'
import type { Access, Resource } from './permissions.ts'

export interface Endpoint {
  method: 'delete' | 'get' | 'post'
  path: string
  resource: Resource
  access: Access
  handle(call: Call): Rendered
}

const endpoint =
  (method: Endpoint['method'], access: Access) => (path: string, resource: Resource, handle: Endpoint['handle']) =>
    ({ method, path: `/v1/${path}`, resource, access, handle }) satisfies Endpoint

export const read = endpoint('get', 'read')
export const write = endpoint('post', 'write')
export const remove = endpoint('delete', 'write')

/** The last part of a path such as `products/:id`. */
export const idIn = (call: Call) => call.path.id ?? ''

export const retrieve = <N extends TableName>(name: N, path: string): Endpoint =>
  read(`${path}/:id`, name, (call) => call.show(call.get(name, idIn(call))))

const listParams = { ...pageParams, created: range.optional() }

/** Filters that are equal comparisons need only be named; `created` is always a range. */
export function list<N extends TableName, F extends z.ZodRawShape>(
  name: N,
  path: string,
  filters: F,
  matches: (record: Tables[N], wanted: z.infer<z.ZodObject<F>>, call: Call) => boolean,
): Endpoint {
  const schema = z.strictObject({ ...listParams, ...filters })
  const filterSchema = z.object(filters)
  return read(path, name, (call) => {
    call.parse(schema)
    const cursor = call.parse(z.object(listParams))
    const wanted = call.parse(filterSchema)
    const inTime = (record: Tables[N]) => !('created' in record) || inRange(Number(record.created), cursor.created)
    const suits = (record: Tables[N]) => inTime(record) && matches(record, wanted, call)
    const { newestFirst, position } = call.view.listing(name)
    return call.page(newestFirst, cursor, suits, position)
  })
}

/** True when nothing was asked, or when it is the same. */
export const same = (wanted: string | boolean | undefined, actual: unknown) => wanted === undefined || wanted === actual

export const optionalText = text.optional()
