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

export function emptyPartition(): Partition {
  // The tables are made from the list of names, so the shape is right by construction.
  return Object.fromEntries(tableNames.map((name) => [name, new Map()])) as unknown as Partition
}

export const viewOf = (partition: Partition, base: string): View => ({
  base,
  find: (name, id) => (id ? partition[name].get(id) : undefined),
  all: (name) => [...partition[name].values()],
})

export const toJson = (partition: Partition): Record<string, AnyRecord[]> =>
  Object.fromEntries(tableNames.map((name) => [name, [...partition[name].values()]]))

export function fromJson(json: Record<string, AnyRecord[]>): Partition {
  const rows = tableNames.map((name) => [name, new Map((json[name] ?? []).map((row) => [row.id, row]))])
  return Object.fromEntries(rows) as unknown as Partition
}
