// Everything the sandbox knows, and the only way to change it: a flow runs on a draft, is committed whole, and its events are told.
import { postFunds } from '../flows/post-funds.ts'
import { newestVersion } from '../render/version.ts'
import type { Clock } from './clock.ts'
import { type Change, commit, type Draft, type OrderReference, startDraft } from './draft.ts'
import { type AnyRecord, type StoredEvent, type TableName, tableNames } from './model.ts'
import { emptyPartition, fromJson, type Partition, type StoredView, toJson, viewOf } from './partition.ts'
import { accountOfPlace, type Mode, modeOfPlace, type Place, placeOf } from './place.ts'
import { makeId, type Random } from './random.ts'
import { exchangeRate, type Settings } from './settings.ts'

export interface Account {
  id: string
  created: number
  api_version: string
}

/** Who asked for a change, and how; everything has a default. */
export interface Cause {
  version?: string
  request?: StoredEvent['request']
  orderReference?: OrderReference
  /** Told of each new object. */
  made?: (name: TableName, id: string) => void
}

export interface WorldJson {
  account: Account
  places: Array<[Place, Record<string, AnyRecord[]>]>
}

export type EventListener = (place: Place, events: readonly StoredEvent[]) => void

export interface World {
  readonly random: Random
  readonly clock: Clock
  readonly settings: Settings
  account(): Account
  setDefaultVersion(version: string): void
  /** Where hosted pages live; known once the server listens. */
  base(): string
  setBase(url: string): void
  /** Every partition that exists, the platform's two first. */
  places(): Place[]
  /** Makes a connected account. */
  connect(mode: Mode): string
  view(place: Place): StoredView
  run<T>(place: Place, flow: (draft: Draft) => T, cause?: Cause): T
  /** The other mode, when it has that object. */
  elsewhere(place: Place, name: TableName, id: string): Mode | undefined
  onEvents(listener: EventListener): void
  onChange(listener: () => void): void
  reset(): void
  toJson(): WorldJson
}

export interface WorldInput {
  clock: Clock
  random: Random
  settings: Settings
  apiVersion?: string | undefined
  saved?: WorldJson | undefined
}

interface Held extends WorldInput {
  account: Account
  base: string
  partitions: Map<Place, Partition>
  onEvents: EventListener[]
  onChange: Array<() => void>
}

export function createWorld(input: WorldInput): World {
  const { clock, random, settings } = input
  const held = hold(input)
  return {
    random,
    clock,
    settings,
    account: () => held.account,
    setDefaultVersion: (api_version) => {
      held.account = { ...held.account, api_version }
      changed(held)
    },
    base: () => held.base,
    setBase: (url) => {
      held.base = url
    },
    places: () => [...held.partitions.keys()],
    connect: (mode) => {
      const id = newAccountId(random)
      partitionAt(held, placeOf(mode, id))
      return id
    },
    view: (place) => viewOf(partitionAt(held, place), held.base),
    run: (place, flow, cause) => runFlow(held, place, flow, cause ?? {}),
    elsewhere: (place, name, id) => elsewhere(held, place, name, id),
    onEvents: (listener) => held.onEvents.push(listener),
    onChange: (listener) => held.onChange.push(listener),
    reset: () => {
      held.partitions.clear()
      openModes(held)
      changed(held)
    },
    toJson: () => ({
      account: held.account,
      places: [...held.partitions].map(([place, partition]) => [place, toJson(partition)]),
    }),
  }
}

function hold(input: WorldInput): Held {
  const { clock, random, saved } = input
  const held: Held = {
    ...input,
    account: saved?.account ?? newAccount(clock, random, input.apiVersion),
    base: 'http://localhost',
    partitions: new Map((saved?.places ?? []).map(([place, json]) => [place, fromJson(json)])),
    onEvents: [],
    onChange: [],
  }
  openModes(held)
  return held
}

function openModes(held: Held): void {
  for (const mode of ['test', 'live'] as const) partitionAt(held, mode)
}

function partitionAt(held: Held, place: Place): Partition {
  const known = held.partitions.get(place)
  if (known !== undefined) return known
  const fresh = emptyPartition()
  held.partitions.set(place, fresh)
  return fresh
}

const secondsOf = (clock: Clock) => Math.floor(clock.now() / 1000)
const newAccountId = (random: Random) => makeId(random, 'acct', false).slice(0, 21)

const newAccount = (clock: Clock, random: Random, apiVersion: string | undefined): Account => ({
  id: newAccountId(random),
  created: secondsOf(clock),
  api_version: apiVersion ?? newestVersion,
})

function changed(held: Held): void {
  for (const listener of held.onChange) listener()
}

function elsewhere(held: Held, place: Place, name: TableName, id: string): Mode | undefined {
  const other = modeOfPlace(place) === 'live' ? 'test' : 'live'
  return partitionAt(held, other)[name].has(id) ? other : undefined
}

/** The account's default first, then the version of every endpoint that may be told, then what is kept anyway. */
function versionsOf(held: Held, mode: Mode): readonly [string, ...string[]] {
  const fallback = held.account.api_version
  const endpoints = [...partitionAt(held, mode).webhook_endpoint.values()].map((endpoint) => endpoint.api_version)
  const others = [...endpoints, ...held.settings.versions].filter((version) => version !== null)
  return [fallback, ...new Set(others.filter((version) => version !== fallback))]
}

function settlementOf({ settings }: Held): Draft['settlement'] {
  const currency = settings.settlementCurrency
  return currency === undefined ? undefined : { currency, rate: (from) => exchangeRate(from, currency) }
}

function runFlow<T>(held: Held, place: Place, flow: (draft: Draft) => T, cause: Cause): T {
  const mode = modeOfPlace(place)
  const partition = partitionAt(held, place)
  const { draft, change } = startDraft(partition, {
    base: held.base,
    now: secondsOf(held.clock),
    livemode: mode === 'live',
    version: cause.version ?? held.account.api_version,
    eventVersions: versionsOf(held, mode),
    request: cause.request ?? { id: null, idempotency_key: null },
    account: accountOfPlace(place),
    orderReference: cause.orderReference ?? held.settings.orderReference,
    settlement: settlementOf(held),
    id: (prefix) => makeId(held.random, prefix, mode === 'live'),
    elsewhere: (name, id) => elsewhere(held, place, name, id),
  })
  const result = flow(draft)
  postFunds(draft)
  announceNew(partition, change, cause.made)
  commit(partition, change)
  changed(held)
  if (change.events.length > 0) for (const listener of held.onEvents) listener(place, change.events)
  return result
}

function announceNew(before: Partition, { writes }: Change, made: Cause['made']): void {
  if (made === undefined) return
  for (const name of tableNames) for (const id of writes[name].keys()) if (!before[name].has(id)) made(name, id)
}
