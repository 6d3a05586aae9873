// One API request as the routes see it: who asks, with which version and parameters, and how answers are rendered and expanded.
import type { z } from 'zod'
import { parseParams } from '../params/form.ts'
import { expand } from '../render/expand.ts'
import { type Rendered, render } from '../render/render.ts'
import type { Version } from '../render/version.ts'
import { missing } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { AnyRecord, TableName, Tables } from '../world/model.ts'
import type { StoredView } from '../world/partition.ts'
import type { Cause, World } from '../world/world.ts'
import type { Caller } from './keys.ts'
import { type Cursor, page } from './pagination.ts'
import { allows, refuse } from './permissions.ts'

export interface Call {
  readonly world: World
  readonly caller: Caller
  readonly version: Version
  readonly view: StoredView
  /** Named parts of the path. */
  readonly path: Readonly<Record<string, string>>
  parse<S extends z.ZodType>(schema: S): z.infer<S>
  get<N extends TableName>(name: N, id: string, param?: string): Tables[N]
  run<T>(flow: (draft: Draft) => T): T
  show(record: AnyRecord): Rendered
  /** One page of records, rendered. */
  page<T extends AnyRecord>(
    newestFirst: readonly T[],
    cursor: Cursor,
    matches?: (record: T) => boolean,
    position?: (id: string) => number | undefined,
  ): Rendered
  expand(body: Rendered): Rendered
  /** Whether every endpoint that wanted the event has taken it. */
  delivered(event: string): boolean
}

export interface CallInput {
  world: World
  caller: Caller
  version: Version
  path: Record<string, string>
  url: string
  params: Record<string, unknown>
  cause: NonNullable<Cause['request']>
  delivered(event: string): boolean
}

function expandPaths(raw: unknown): string[] {
  const paths = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]
  return paths.map(String)
}

export function newCall(input: CallInput): Call {
  const { world, caller, version } = input
  const { place } = caller
  const view = world.view(place)
  const { expand: wanted, ...params } = input.params
  const allow = (name: TableName) => {
    if (!allows(caller.permissions, name, 'read')) throw refuse(caller.key, world.account().id, name, 'read')
  }
  const expanded = (body: Rendered) => expand(body, expandPaths(wanted), { view, version, allow })
  const show = (record: AnyRecord) => render(view, record, version)
  return {
    world,
    caller,
    version,
    view,
    path: input.path,
    parse: (schema) => parseParams(schema, params),
    get: (name, id, param) => {
      const record = view.find(name, id)
      if (record === undefined) throw missing(name, id, world.elsewhere(place, name, id), param)
      return record
    },
    run: (flow) => world.run(place, flow, { version: version.name, request: input.cause }),
    show,
    page: (newestFirst, cursor, matches, position) => {
      const listed = page(newestFirst, cursor, input.url, matches, position)
      return { ...listed, data: listed.data.map(show) }
    },
    expand: expanded,
    delivered: input.delivered,
  }
}
