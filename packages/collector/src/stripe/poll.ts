// Door 2: asks Stripe what happened since the cursor. No webhook is needed for it, and what a webhook missed it brings.
import type { Parts } from '../parts.ts'
import { startBackfill } from './backfill.ts'
import type { StripeApi } from './client.ts'
import { type ApiKey, printOf } from './connection.ts'
import { wantedEvents } from './event-types.ts'
import { at, type StripeObject, timeIn } from './normalise/read.ts'
import { forgetPoll, type PollRow, pollRows, savePoll } from './poll-store.ts'
import { rereadWatched } from './reread.ts'
import { backOff } from './resolve-return.ts'
import { type Resource, readPage, resources } from './resources.ts'
import { storePage } from './store-page.ts'

const MINUTE = 60_000
/** Stripe lists an event seconds after it happened, and clocks differ: the last minutes are read twice. */
const OVERLAP_MS = 5 * MINUTE
/** Stripe keeps events for 30 days. */
const KEPT_MS = 30 * 24 * 60 * MINUTE
/** How far clocks may differ: what is older than this and was not listed did not happen. */
const SURELY_LISTED_MS = 60 * MINUTE
/** A right that was missing may have been given since. */
const ASK_AGAIN_MS = 60 * MINUTE
const MOST_WAIT_MS = 10 * MINUTE
/** Stripe takes this many names in one call. */
const MOST_TYPES = 20

const eventLists: Record<string, readonly string[]> = {
  'events/1': wantedEvents.slice(0, MOST_TYPES),
  'events/2': wantedEvents.slice(MOST_TYPES),
}
export const isEventList = (list: string): boolean => list in eventLists

export interface Poller {
  parts: Parts
  api: StripeApi
  apiKey: ApiKey
  /** Somebody knocked: lists that are read well are read now. */
  woken: boolean
}

/** One round for one key. Every expected failure is remembered on its list, with the time of the next try. */
export async function poll(poller: Poller): Promise<void> {
  const known = await rowsOfThisKey(poller)
  // Lists tell of the last days only; what was before them is history.
  if (known.size === 0) await startBackfill(poller.parts, poller.apiKey, 0)
  const readAll = async (lists: readonly string[]) => {
    const states: State[] = []
    for (const list of lists) states.push(await pollList(poller, known.get(list) ?? newRow(poller, list)))
    return states
  }
  const states = await readAll(Object.keys(eventLists))
  if (!states.includes('refused')) return
  await readAll(resources)
  await rereadWatched(poller)
}

/** None when the key is another one than before. */
async function rowsOfThisKey({ parts, apiKey }: Poller): Promise<Map<string, PollRow>> {
  const rows = await pollRows(parts.storage.read, [apiKey.connection])
  const print = printOf(apiKey.key)
  if (rows.every((row) => row.key_print === print)) return new Map(rows.map((row) => [row.list, row]))
  await parts.storage.write((trx) => forgetPoll(trx, apiKey.connection))
  return new Map()
}

function newRow({ parts, apiKey }: Poller, list: string): PollRow {
  const now = parts.clock()
  return {
    connection: apiKey.connection,
    list,
    key_print: printOf(apiKey.key),
    // Events say when something happened, objects do not: the days that Stripe still tells are read as events.
    cursor: isEventList(list) ? now - KEPT_MS : now,
    ...notReading,
    next_at: now,
    failures: 0,
    problem: null,
  }
}

type State = 'read' | 'refused' | 'waiting'

async function pollList(poller: Poller, row: PollRow): Promise<State> {
  const { parts, apiKey } = poller
  const now = parts.clock()
  const isWoken = poller.woken && row.problem === null
  if (row.next_at > now && !isWoken) return row.problem !== null && row.failures === 0 ? 'refused' : 'waiting'
  // Nobody looked for longer than Stripe remembers: the gap is history.
  if (row.cursor < now - KEPT_MS) await startBackfill(parts, apiKey, row.cursor - OVERLAP_MS)
  return await readSince(poller, row)
}

/**
 * Newest first, so that the cursor moves only once the oldest page is stored. Each page is marked with itself: what was killed,
 * or refused half-way, goes on there. What has happened since the first page is for the next read.
 */
async function readSince({ parts, api, apiKey }: Poller, from: PollRow): Promise<State> {
  const types = eventLists[from.list]
  const resource = types ? 'events' : (from.list as Resource)
  const since = Math.floor((from.cursor - OVERLAP_MS) / 1000)
  let row = from
  for (;;) {
    const params = {
      created: { gte: since },
      types,
      ...(row.after_id === null ? {} : { starting_after: row.after_id }),
    }
    const page = await readPage(api, apiKey.key, resource, params)
    const now = parts.clock()
    // The object that the page begins after was deleted meanwhile, or is too old to be told: from the beginning.
    if (page.kind === 'missing' && row.after_id !== null) {
      row = { ...row, ...notReading }
      continue
    }
    if (page.kind !== 'page') return await remember(parts, row, page, now)
    const next_cursor = row.next_cursor ?? cursorAfter(row.cursor, page.objects, now)
    const reading = { ...row, next_cursor, after_id: page.objects.at(-1)?.id ?? null, failures: 0, problem: null }
    const done = { ...reading, ...notReading, cursor: next_cursor, next_at: now + pauseOf(parts) }
    const isLast = !page.hasMore || page.objects.length === 0
    row = isLast ? done : reading
    await storePage(parts, apiKey.connection, page.objects, (trx) => savePoll(trx, row))
    if (isLast) return 'read'
  }
}

const notReading = { after_id: null, next_cursor: null } as const

/** By the first page. A test clock's objects may be of the future: the cursor may not go there. */
const cursorAfter = (cursor: number, newest: StripeObject[], now: number): number =>
  Math.max(cursor, Math.min(newestOf(newest), now), now - SURELY_LISTED_MS)

const FOREVER = 8_640_000_000_000_000
/** With polling switched off only a knock at the door reads on. */
const pauseOf = ({ config, clock }: Parts): number =>
  config.stripe.pollSeconds > 0 ? config.stripe.pollSeconds * 1_000 : FOREVER - clock()

const newestOf = (objects: StripeObject[]): number =>
  Math.max(0, ...objects.map((object) => timeIn(at(object, 'created')) ?? 0))

async function remember(
  { storage }: Parts,
  row: PollRow,
  { kind, sentence }: { kind: 'refused' | 'missing' | 'unavailable'; sentence: string },
  now: number,
): Promise<State> {
  const isRefused = kind !== 'unavailable'
  const failures = isRefused ? 0 : row.failures + 1
  const wait = isRefused ? ASK_AGAIN_MS : backOff(failures, MOST_WAIT_MS)
  await storage.write((trx) => savePoll(trx, { ...row, failures, problem: sentence, next_at: now + wait }))
  return isRefused ? 'refused' : 'waiting'
}
