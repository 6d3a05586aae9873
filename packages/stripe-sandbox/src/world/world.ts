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

interface Held {
  account: Account
  base: string
  partitions: Record<Mode, Partition>
  onEvents: EventListener[]
  onChange: Array<() => void>
}

export function createWorld({ clock, random, apiVersion, saved }: WorldInput): World {
  const held: Held = {
    account: saved?.account ?? newAccount(clock, random, apiVersion),
    base: 'http://localhost',
    partitions: { test: fromJson(saved?.test ?? {}), live: fromJson(saved?.live ?? {}) },
    onEvents: [],
    onChange: [],
  }
  return {
    random,
    clock,
    account: () => held.account,
    setDefaultVersion: (api_version) => {
      held.account = { ...held.account, api_version }
      changed(held)
    },
    base: () => held.base,
    setBase: (url) => {
      held.base = url
    },
    view: (mode) => viewOf(held.partitions[mode], held.base),
    run: (mode, flow, cause) => runFlow(held, clock, random, mode, flow, cause),
    elsewhere: (mode, name, id) => elsewhere(held, mode, name, id),
    onEvents: (listener) => held.onEvents.push(listener),
    onChange: (listener) => held.onChange.push(listener),
    reset: () => {
      held.partitions = { test: emptyPartition(), live: emptyPartition() }
      changed(held)
    },
    toJson: () => ({ account: held.account, test: toJson(held.partitions.test), live: toJson(held.partitions.live) }),
  }
}

const secondsOf = (clock: Clock) => Math.floor(clock.now() / 1000)

const newAccount = (clock: Clock, random: Random, apiVersion: string | undefined): Account => ({
  id: makeId(random, 'acct', false).slice(0, 21),
  created: secondsOf(clock),
  api_version: apiVersion ?? newestVersion,
})

function changed(held: Held): void {
  for (const listener of held.onChange) listener()
}

function elsewhere(held: Held, mode: Mode, name: TableName, id: string): Mode | undefined {
  const other = mode === 'live' ? 'test' : 'live'
  return held.partitions[other][name].has(id) ? other : undefined
}

function runFlow<T>(
  held: Held,
  clock: Clock,
  random: Random,
  mode: Mode,
  flow: (draft: Draft) => T,
  cause: Cause | undefined,
): T {
  const livemode = mode === 'live'
  const partition = held.partitions[mode]
  const { draft, change } = startDraft(partition, {
    base: held.base,
    now: secondsOf(clock),
    livemode,
    version: cause?.version ?? held.account.api_version,
    eventVersions: versionsOf(partition, held.account.api_version),
    request: cause?.request ?? { id: null, idempotency_key: null },
    id: (prefix) => makeId(random, prefix, livemode),
    elsewhere: (name, id) => elsewhere(held, mode, name, id),
  })
  const result = flow(draft)
  postFunds(draft)
  commit(partition, change)
  changed(held)
  if (change.events.length > 0) for (const listener of held.onEvents) listener(mode, change.events)
  return result
}
