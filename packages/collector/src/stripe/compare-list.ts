// Goes through one of Stripe's lists, newest first, and closes each day of the ledger once nothing can belong to it any more.
import type { Mode, ReconcileKind } from '@farthing/contract'
import { addDays, dayOf, type SiteRecord, startOfDay } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import type { Answered } from './client.ts'
import { atStripe, namesAtStripe } from './look-up.ts'
import { type Movement, movementsOf } from './movement.ts'
import { at, timeIn } from './normalise/read.ts'
import { add, entryKey, type KnownPayment, type Place, placeOf, type Table } from './reconcile-difference.ts'
import type { ComparedDays } from './reconcile-range.ts'
import { type BookedEntry, entriesOfDay, paymentsNamed } from './reconcile-store.ts'
import { type Asking, eachPage } from './stripe-pages.ts'

export interface Run {
  db: Db
  asking: Asking
  site: SiteRecord
  days: ComparedDays
  mode: Mode
  accounts: string[]
  /** The ledger knows some payments by their invoice or checkout only. */
  standIns: boolean
  table: Table
  /** Questions about single objects that may still be asked. */
  lookups: { left: number }
}

export interface List {
  path: string
  kinds: ReconcileKind[]
  /** How many days before its entry an object may have been made. */
  lookbackDays: number
  /** What is shown only when asked for. */
  expand?: readonly string[]
}

interface Progress extends Run {
  list: List
  /** What Stripe says of entries whose day is not closed yet. */
  open: Map<string, number>
  /** The newest day that is not closed yet. */
  next: string
}

const DAY = 86_400_000

/** Null when the list was read; else why it could not be. */
export async function compareList(run: Run, list: List): Promise<Exclude<Answered, { kind: 'found' }> | null> {
  const { days, site, asking } = run
  const progress: Progress = { ...run, list, open: new Map(), next: days.to }
  // A little beyond the end, too: clocks differ, and an entry may be older than the object that made it.
  const created = {
    gte: seconds(startOfDay(addDays(days.from, -list.lookbackDays), site.timeZone)),
    lt: seconds(startOfDay(addDays(days.to, 2), site.timeZone)),
  }
  for await (const page of eachPage(asking, `/v1/${list.path}`, { created, expand: list.expand })) {
    if (page.kind !== 'page') return page
    await takeIn(progress, page.objects)
    const oldest = timeIn(at(page.objects.at(-1), 'created'))
    if (oldest !== null) await closeDays(progress, oldest)
  }
  await closeDays(progress, Number.NEGATIVE_INFINITY)
  return null
}

const seconds = (ms: number): number => Math.floor(ms / 1_000)

async function takeIn(progress: Progress, objects: unknown[]): Promise<void> {
  const told = objects.map((object) => movementsOf(object).filter(({ kind }) => progress.list.kinds.includes(kind)))
  const names = [...new Set(told.flat().flatMap((movement) => movement.names))]
  const known = await paymentsNamed(progress.db, { accounts: progress.accounts, mode: progress.mode, names })
  for (const movements of told) {
    const places = await Promise.all(movements.map((movement) => placeAnyhow(progress, movement, known)))
    // What came and went before the ledger heard of it never was money to it.
    if (movements.length === 2 && places[0]?.kind === 'unknown') continue
    for (const [index, movement] of movements.entries()) note(progress, movement, places[index] ?? { kind: 'unknown' })
  }
}

/** The ledger may know a payment by its invoice or checkout only: Stripe is asked which that is. */
async function placeAnyhow(progress: Progress, movement: Movement, known: KnownPayment[]): Promise<Place> {
  const place = placeOf(movement, known, progress.site.id)
  if (place.kind !== 'unknown' || !progress.standIns || movement.kind !== 'charge') return place
  const names = await namesAtStripe(progress, movement.id)
  const { db, accounts, mode, site } = progress
  return placeOf({ ...movement, names }, await paymentsNamed(db, { accounts, mode, names }), site.id)
}

function note({ table, days, site, open, next }: Progress, movement: Movement, place: Place): void {
  if (place.kind === 'entry') {
    // A closed day has asked Stripe about this entry by itself.
    const isOpen = place.day !== null && place.day >= days.from && place.day <= next
    if (isOpen) open.set(place.entry, (open.get(place.entry) ?? 0) + movement.amount)
    return
  }
  const day = dayOf(movement.at, site.timeZone)
  if (place.kind !== 'unknown' || movement.amount === 0 || day < days.from || day > days.to) return
  const { id, kind, amount, currency } = movement
  add(table, { day, currency, id, kind, at: movement.at, ledger: null, stripe: amount })
}

/** Everything that is still to come from Stripe was made at `oldest` or before. */
async function closeDays(progress: Progress, oldest: number): Promise<void> {
  const { days, site, list } = progress
  while (progress.next >= days.from && oldest < startOfDay(progress.next, site.timeZone) - list.lookbackDays * DAY) {
    await closeDay(progress, progress.next)
    progress.next = addDays(progress.next, -1)
  }
}

async function closeDay(progress: Progress, day: string): Promise<void> {
  const { db, site, mode, list, open, table } = progress
  for await (const entries of entriesOfDay(db, { siteId: site.id, mode, day, kinds: list.kinds })) {
    for (const entry of entries) {
      const key = entryKey(entry.paymentId, entry.id)
      const stripe = open.get(key) ?? (await atStripe(progress, list.path, entry))
      open.delete(key)
      const { kind, amount, currency } = entry
      add(table, { day, currency, id: shownId(entry), kind, at: entry.at, ledger: amount, stripe })
    }
  }
}

/** `refund:re_1` is about re_1; a charge's entry is about its payment. */
const shownId = ({ id, kind, stripeId }: BookedEntry): string =>
  kind === 'charge' ? stripeId : (id.split(':')[1] ?? id)
