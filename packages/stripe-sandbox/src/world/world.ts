// Everything the sandbox knows, and the only way to change it: a flow runs on a draft, is committed whole, and its events are told.
import { postFunds } from '../flows/post-funds.ts'
import { newestVersion } from '../render/version.ts'
import type { Clock } from './clock.ts'
import { commit, type Draft, startDraft } from './draft.ts'
import type { AnyRecord, Mode, StoredEvent, TableName } from './model.ts'
import { emptyPartition, fromJson, type Partition, toJson, type View, viewOf } from './partition.ts'
import { makeId, type Random } from './random.ts'

export interface Account {
  id: string
  created: number
  api_version: string
}

export interface Cause {
  version: string
  request: StoredEvent['request']
}

export interface WorldJson {
  account: Account
  live: Record<string, AnyRecord[]>
  test: Record<string, AnyRecord[]>
}

export type EventListener = (mode: Mode, events: readonly StoredEvent[]) => void

export interface World {
  readonly random: Random
  readonly clock: Clock
  account(): Account
  setDefaultVersion(version: string): void
  /** Where hosted pages live; known once the server listens. */
  base(): string
  setBase(url: string): void
  view(mode: Mode): View
  run<T>(mode: Mode, flow: (draft: Draft) => T, cause?: Cause): T
  /** The other mode, when it has that object. */
  elsewhere(mode: Mode, name: TableName, id: string): Mode | undefined
  onEvents(listener: EventListener): void
  onChange(listener: () => void): void
  reset(): void
  toJson(): WorldJson
}

export interface WorldInput {
  clock: Clock
  random: Random
  apiVersion?: string | undefined
  saved?: WorldJson | undefined
}

/** The account's default first, then the version of every endpoint that may be told. */
function versionsOf(partition: Partition, fallback: string): readonly [string, ...string[]] {
  const endpoints = [...partition.webhook_endpoint.values()].map((endpoint) => endpoint.api_version ?? fallback)
  return [fallback, ...new Set(endpoints.filter((version) => version !== fallback))]
}

export function createWorld({ clock, random, apiVersion, saved }: WorldInput): World {
  const seconds = () => Math.floor(clock.now() / 1000)
  let base = 'http://localhost'
  let account: Account = saved?.account ?? {
    id: makeId(random, 'acct', false).slice(0, 21),
    created: seconds(),
    api_version: apiVersion ?? newestVersion,
  }
  const partitions = { test: fromJson(saved?.test ?? {}), live: fromJson(saved?.live ?? {}) }
  const eventListeners: EventListener[] = []
  const changeListeners: Array<() => void> = []
  const changed = () => {
    for (const listener of changeListeners) listener()
  }
  const elsewhere: World['elsewhere'] = (mode, name, id) => {
    const other = mode === 'live' ? 'test' : 'live'
    return partitions[other][name].has(id) ? other : undefined
  }
  const run: World['run'] = (mode, flow, cause) => {
    const livemode = mode === 'live'
    const { draft, change } = startDraft(partitions[mode], {
      base,
      now: seconds(),
      livemode,
      version: cause?.version ?? account.api_version,
      eventVersions: versionsOf(partitions[mode], account.api_version),
      request: cause?.request ?? { id: null, idempotency_key: null },
      id: (prefix) => makeId(random, prefix, livemode),
      elsewhere: (name, id) => elsewhere(mode, name, id),
    })
    const result = flow(draft)
    postFunds(draft)
    commit(partitions[mode], change)
    changed()
    if (change.events.length > 0) for (const listener of eventListeners) listener(mode, change.events)
    return result
  }
  return {
    random,
    clock,
    account: () => account,
    setDefaultVersion: (api_version) => {
      account = { ...account, api_version }
      changed()
    },
    base: () => base,
    setBase: (url) => {
      base = url
    },
    view: (mode) => viewOf(partitions[mode], base),
    run,
    elsewhere,
    onEvents: (listener) => eventListeners.push(listener),
    onChange: (listener) => changeListeners.push(listener),
    reset: () => {
      partitions.test = emptyPartition()
      partitions.live = emptyPartition()
      changed()
    },
    toJson: () => ({ account, test: toJson(partitions.test), live: toJson(partitions.live) }),
  }
}
