// Fetches an account's history, resource by resource, newest first. What is done is durable with each page, so that it goes on
// where it was killed; never more than a page is held.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Parts } from '../parts.ts'
import { type BackfillRow, backfillRows, replaceBackfill, saveBackfill } from './backfill-store.ts'
import type { StripeApi } from './client.ts'
import { type ApiKey, printOf } from './connection.ts'
import { at, type StripeObject, timeIn } from './normalise/read.ts'
import { backOff } from './resolve-return.ts'
import { type Resource, readPage, resources } from './resources.ts'
import { storePage } from './store-page.ts'

const DAY = 24 * 3_600_000
/** `created` of an invoice is its draft's, which may be much older than the payment. */
const DRAFT_MS = 40 * DAY
const FOREVER = 8_640_000_000_000_000
const MOST_WAIT_MS = 60_000

/** Goes on when one is under way, from the earlier of both dates; else begins anew. `from` 0: everything. */
export async function startBackfill(
  { storage, clock }: Pick<Parts, 'storage' | 'clock'>,
  apiKey: ApiKey,
  from: number,
): Promise<void> {
  const now = clock()
  const print = printOf(apiKey.key)
  await storage.write(async (trx) => {
    const known = (await backfillRows(trx, apiKey.connection)).filter((row) => row.key_print === print)
    const isRunning = known.some((row) => row.state === 'running')
    if (isRunning && known.every((row) => row.from_at <= from)) return
    const rows = resources.map((resource): BackfillRow => {
      const from_at = resource === 'invoices' ? Math.max(0, from - DRAFT_MS) : from
      return {
        ...freshRow,
        connection: apiKey.connection,
        resource,
        key_print: print,
        from_at,
        started_at: now,
        updated_at: now,
      }
    })
    await replaceBackfill(trx, apiKey.connection, rows)
  })
}

const freshRow = { until_at: FOREVER, after_id: null, objects: 0, state: 'running', problem: null } as const

export interface Filling {
  parts: Parts
  api: StripeApi
  apiKey: ApiKey
  /** Settles what was fetched before more is fetched: the inbox stays small. */
  drain(): Promise<void>
  onPage(rows: BackfillRow[]): void
  /** Ends after the page that is being stored. */
  signal: AbortSignal
}

/** Until everything is fetched, refused, or the signal says stop. */
export async function runBackfill(filling: Filling): Promise<void> {
  const { parts, apiKey, signal } = filling
  let failures = 0
  while (!signal.aborted) {
    const rows = await backfillRows(parts.storage.read, apiKey.connection)
    filling.onPage(rows)
    const next = resources.flatMap(
      (name) => rows.find((row) => row.resource === name && row.state === 'running') ?? [],
    )[0]
    if (!next) return
    const went = await fillPage(filling, next)
    failures = went === 'unavailable' ? failures + 1 : 0
    if (went === 'unavailable')
      await sleep(backOff(failures, MOST_WAIT_MS), undefined, { signal }).catch(() => undefined)
    else await filling.drain()
  }
}

async function fillPage({ parts, api, apiKey }: Filling, row: BackfillRow): Promise<'stored' | 'unavailable'> {
  const { storage, clock } = parts
  const created = {
    ...(row.from_at > 0 ? { gte: Math.floor(row.from_at / 1000) } : {}),
    ...(row.until_at < FOREVER ? { lte: Math.floor(row.until_at / 1000) } : {}),
  }
  const params = { created, ...(row.after_id === null ? {} : { starting_after: row.after_id }) }
  const page = await readPage(api, apiKey.key, row.resource as Resource, params)
  const save = (change: Partial<BackfillRow>) =>
    storage.write((trx) => saveBackfill(trx, { ...row, ...change, updated_at: clock() }))

  if (page.kind === 'page') {
    const { objects, hasMore } = page
    const isDone = !hasMore || objects.length === 0
    const last = objects.at(-1)
    const change = { ...row, ...reached(row, last), objects: row.objects + objects.length, problem: null }
    await storePage(parts, apiKey.connection, objects, (trx) =>
      saveBackfill(trx, { ...change, state: isDone ? 'done' : 'running', updated_at: clock() }),
    )
    return 'stored'
  }
  if (page.kind === 'unavailable') {
    await save({ problem: page.sentence })
    return 'unavailable'
  }
  // The object that the page begins after was deleted meanwhile: its time leads on.
  if (page.kind === 'missing' && row.after_id !== null) await save({ after_id: null })
  else await save({ state: 'refused', problem: page.sentence })
  return 'stored'
}

const reached = (row: BackfillRow, last: StripeObject | undefined) =>
  last ? { after_id: last.id, until_at: timeIn(at(last, 'created')) ?? row.until_at } : {}
