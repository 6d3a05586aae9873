// One change of the world: reads see its own writes, events are rendered as they happen, and nothing is kept until it is committed.
import { render } from '../render/render.ts'
import { knowsEvent, parseVersion } from '../render/version.ts'
import { missing } from '../stripe-error.ts'
import type { EventShape, StoredEvent, TableName, Tables } from './model.ts'
import { emptyPartition, type Partition, tableChanged, type View } from './partition.ts'
import type { Mode } from './place.ts'

export interface Draft extends View {
  /** Unix seconds on the sandbox's clock. */
  readonly now: number
  readonly livemode: boolean
  /** The version of the request that caused this change. */
  readonly version: string
  id(prefix: string): string
  /** As `find`, or Stripe's 404. */
  get<N extends TableName>(name: N, id: string, param?: string): Tables[N]
  put<N extends TableName>(name: N, record: Tables[N]): Tables[N]
  patch<N extends TableName>(name: N, id: string, changes: Partial<Tables[N]>): Tables[N]
  remove(name: TableName, id: string): void
  emit(type: string, name: TableName, id: string): void
  /** Tells of something that has no id and is not kept: an upcoming invoice. */
  foretell(type: string, invoice: Tables['invoice']): void
  /** What a payment's `order_reference` says for this id; nothing where Stripe sends none. */
  orderReference(id: string): string | undefined
  /** What the account settles in, where that is not the customer's money. */
  readonly settlement: { currency: string; rate(from: string): number } | undefined
  /** Records of one table that this change has written. */
  touched<N extends TableName>(name: N): Tables[N][]
}

/** In late 2025 Stripe cut the reference to 25 characters. */
export type OrderReference = 'absent' | 'cut' | 'full'

const cutReference = (id: string, how: OrderReference): string | undefined =>
  how === 'absent' ? undefined : how === 'cut' ? id.slice(0, 25) : id

export interface DraftInput {
  base: string
  now: number
  livemode: boolean
  version: string
  /** Versions that events are rendered in, the account's default first. */
  eventVersions: readonly [string, ...string[]]
  request: StoredEvent['request']
  account: string | undefined
  orderReference: OrderReference
  settlement: Draft['settlement']
  id(prefix: string): string
  /** The other mode, when it has that object: Stripe says so in its 404. */
  elsewhere(name: TableName, id: string): Mode | undefined
}

export interface Change {
  writes: Partition
  removed: Array<{ name: TableName; id: string }>
  events: StoredEvent[]
}

export function startDraft(stored: Partition, input: DraftInput): { draft: Draft; change: Change } {
  const change: Change = { writes: emptyPartition(), removed: [], events: [] }
  const view = viewWith(stored, change, input.base)
  const get: Draft['get'] = (name, id, param) => {
    const record = view.find(name, id)
    if (record === undefined) throw missing(name, id, input.elsewhere(name, id), param)
    return record
  }
  const put: Draft['put'] = (name, record) => {
    change.writes[name].set(record.id, record)
    return record
  }
  const draft: Draft = {
    ...view,
    now: input.now,
    livemode: input.livemode,
    version: input.version,
    id: input.id,
    get,
    put,
    patch: (name, id, changes) => put(name, { ...get(name, id), ...changes }),
    remove: (name, id) => {
      change.writes[name].delete(id)
      change.removed.push({ name, id })
    },
    touched: (name) => [...change.writes[name].values()],
    ...telling(view, viewBelow(stored, input.base), change, input, get),
    orderReference: (id) => cutReference(id, input.orderReference),
    settlement: input.settlement,
  }
  return { draft, change }
}

/** What is stored, as this change leaves it. */
function viewWith(stored: Partition, change: Change, base: string): View {
  const isGone = (name: TableName, id: string) => change.removed.some((gone) => gone.name === name && gone.id === id)
  return {
    base,
    find: (name, id) => {
      if (!id || isGone(name, id)) return undefined
      return change.writes[name].get(id) ?? stored[name].get(id)
    },
    all: (name) => {
      const merged = new Map([...stored[name], ...change.writes[name]])
      for (const gone of change.removed) if (gone.name === name) merged.delete(gone.id)
      return [...merged.values()]
    },
  }
}

function telling(
  view: View,
  before: View,
  change: Change,
  input: DraftInput,
  get: Draft['get'],
): Pick<Draft, 'emit' | 'foretell'> {
  return {
    emit: (type, name, id) => {
      const now = get(name, id)
      const was = type.endsWith('.updated') || type === 'charge.refunded' ? before.find(name, id) : undefined
      const event = newEvent(type, { object: now.object, id }, input)
      change.events.push(shaped(event, input, (version) => shape(view, now, before, was, version)))
    },
    foretell: (type, invoice) => {
      const event = newEvent(type, { object: invoice.object, id: '' }, input)
      change.events.push(shaped(event, input, (version) => withoutId(render(view, invoice, parseVersion(version)))))
    },
  }
}

function shaped(event: StoredEvent, { eventVersions }: DraftInput, of: (version: string) => EventShape): StoredEvent {
  for (const version of eventVersions)
    if (knowsEvent(parseVersion(version), event.type)) event.shapes[version] = of(version)
  return event
}

function withoutId({ id: _none, ...object }: Record<string, unknown>): EventShape {
  return { object }
}

const viewBelow = (stored: Partition, base: string): View => ({
  base,
  find: (name, id) => (id ? stored[name].get(id) : undefined),
  all: (name) => [...stored[name].values()],
})

const newEvent = (type: string, about: StoredEvent['about'], input: DraftInput): StoredEvent => ({
  id: input.id('evt'),
  object: 'event',
  type,
  created: input.now,
  livemode: input.livemode,
  ...(input.account === undefined ? {} : { account: input.account }),
  about,
  request: input.request,
  default_version: input.eventVersions[0],
  shapes: {},
})

type Subject = Parameters<typeof render>[1]

function shape(view: View, now: Subject, before: View, was: Subject | undefined, name: string): EventShape {
  const version = parseVersion(name)
  const object = render(view, now, version)
  if (was === undefined) return { object }
  const previous = render(before, was, version)
  const changed = Object.keys(object).filter((key) => JSON.stringify(previous[key]) !== JSON.stringify(object[key]))
  return { object, previous_attributes: Object.fromEntries(changed.map((key) => [key, previous[key] ?? null])) }
}

export function commit(stored: Partition, change: Change): void {
  for (const { name, id } of change.removed) stored[name].delete(id)
  for (const { name } of change.removed) tableChanged(stored, name)
  const keep = <N extends TableName>(name: N) => {
    for (const [id, record] of change.writes[name]) stored[name].set(id, record)
    if (change.writes[name].size > 0) tableChanged(stored, name)
  }
  for (const name of Object.keys(change.writes) as TableName[]) keep(name)
  for (const event of change.events) stored.event.set(event.id, event)
  if (change.events.length > 0) tableChanged(stored, 'event')
}
