// The tables of one mode, and how they are read: a Map per object name, in order of creation.
import { type AnyRecord, type TableName, type Tables, tableNames } from './model.ts'

export type Partition = { [N in TableName]: Map<string, Tables[N]> }

/** Read access, all that a renderer may have. */
export interface View {
  /** Where hosted pages live, without a trailing slash. */
  readonly base: string
  find<N extends TableName>(name: N, id: string | null | undefined): Tables[N] | undefined
  /** Oldest first. */
  all<N extends TableName>(name: N): Tables[N][]
}

/** What has been committed, and how lists go through it. */
export interface StoredView extends View {
  listing<N extends TableName>(name: N): Listing<Tables[N]>
}

/** A table as lists show it, kept until the table changes: paging through much must not cost more with every page. */
export interface Listing<T> {
  newestFirst: readonly T[]
  position(id: string): number | undefined
}

const listings = new WeakMap<object, Listing<AnyRecord>>()

function listingOf<N extends TableName>(partition: Partition, name: N): Listing<Tables[N]> {
  const table: Map<string, Tables[N]> = partition[name]
  const known = listings.get(table)
  // Kept under its own table, so it holds that table's records.
  if (known !== undefined) return known as Listing<Tables[N]>
  const newestFirst = [...table.values()].reverse()
  const positions = new Map(newestFirst.map(({ id }, at) => [id, at]))
  const listing: Listing<Tables[N]> = { newestFirst, position: (id) => positions.get(id) }
  listings.set(table, listing)
  return listing
}

export const tableChanged = (partition: Partition, name: TableName): void => {
  listings.delete(partition[name])
}

export function emptyPartition(): Partition {
  // The tables are made from the list of names, so the shape is right by construction.
  return Object.fromEntries(tableNames.map((name) => [name, new Map()])) as unknown as Partition
}

export const viewOf = (partition: Partition, base: string): StoredView => ({
  base,
  find: (name, id) => (id ? partition[name].get(id) : undefined),
  all: (name) => [...partition[name].values()],
  listing: (name) => listingOf(partition, name),
})

export const toJson = (partition: Partition): Record<string, AnyRecord[]> =>
  Object.fromEntries(tableNames.map((name) => [name, [...partition[name].values()]]))

export function fromJson(json: Record<string, AnyRecord[]>): Partition {
  const rows = tableNames.map((name) => [name, new Map((json[name] ?? []).map((row) => [row.id, row]))])
  return Object.fromEntries(rows) as unknown as Partition
}
