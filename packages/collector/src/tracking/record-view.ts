// Puts views into their visits: visitor → visit → view, once per view id, in any order of arrival; many at once.
import type { ViewMessage } from '@farthing/contract'
import type { Salts } from '../identity/salts.ts'
import { dayOf, type SiteRecord } from '../sites/site.ts'
import { takeTurn } from '../storage/dialect.ts'
import { takeViewNumbers } from '../storage/numbers.ts'
import type { Db } from '../storage/schema.ts'
import { begin, comesLast, extend, goesOn, REACH_MS, visitIdOf } from './fold-visits.ts'
import { parseView } from './parse-view.ts'
import { refold } from './refold.ts'
import { noSides, type SidesOf, type TakeSides, textOf } from './sides.ts'
import type { StoredVisit } from './store.ts'
import { type Traits, unknownTraits } from './traits.ts'
import { findViews, type NumberedView, type PlacedView } from './view-store.ts'
import { openDesk, type VisitDesk } from './visit-desk.ts'
import {
  type Browser,
  countedAt,
  daysAround,
  idsOf,
  keptVisitorOnDays,
  type Visitors,
  visitorOn,
  visitorOnDays,
} from './visitor-days.ts'

export interface ViewToRecord {
  message: ViewMessage
  site: SiteRecord
  browser: Browser
  now: number
}

export type Placed =
  /** The view, and those that it moved into another visit because it came late. */
  | { kind: 'recorded'; placed: PlacedView; moved: { viewId: string; visitId: string }[] }
  | { kind: 'known'; placed: PlacedView }

/** With the sides of split tests that the answer says. */
export type Recorded = Placed & { sides: ReturnType<SidesOf> }

/** Whose visit a view may begin: the visitor on each day, and what is known of the browser. */
export interface Opener {
  visitors: Visitors
  traits: () => Traits
  sides: (visitorId: string) => string | null
}

/** A view that nobody has recorded yet. */
interface NewView extends Omit<Opener, 'sides'> {
  site: SiteRecord
  view: NumberedView
}

/** Answers in the order of what is given. */
export async function recordViews(
  trx: Db,
  given: readonly ViewToRecord[],
  salts: Salts,
  takeSides: TakeSides = noSides,
): Promise<Recorded[]> {
  if (given.length === 0) return []
  await takeTurn(trx, 'views')
  const placed = await findViews(
    trx,
    given.map(({ message }) => message.viewId),
  )
  const views = await newViews(trx, given, placed, salts)
  const sidesOf = await takeSides(
    trx,
    given.map(({ message, site }) => ({ site, visitorIds: visitorsOf(message.viewId, views, placed) })),
  )
  const desk = await openDesk(trx, [...views.values()])
  const recorded: Recorded[] = []
  for (const { message, site } of given) {
    const known = placed.get(message.viewId)
    const isNew = views.get(message.viewId)
    if (known) recorded.push({ kind: 'known', placed: known, sides: sidesOf(site, known.visitorId) })
    else if (isNew) {
      const one = await recordNew(trx, isNew, desk, sidesOf)
      placed.set(message.viewId, one.placed)
      recorded.push({ ...one, sides: sidesOf(site, one.placed.visitorId) })
    }
  }
  await desk.save(trx)
  return recorded
}

function visitorsOf(
  viewId: string,
  views: ReadonlyMap<string, NewView>,
  placed: ReadonlyMap<string, PlacedView>,
): string[] {
  const known = placed.get(viewId)
  if (known) return [known.visitorId]
  const view = views.get(viewId)
  return view ? idsOf(view.visitors) : []
}

async function newViews(
  trx: Db,
  given: readonly ViewToRecord[],
  placed: ReadonlyMap<string, PlacedView>,
  salts: Salts,
): Promise<Map<string, NewView>> {
  const saltOf = salts.within(trx)
  const views = new Map<string, NewView>()
  const news = given.filter(({ message }) => !placed.has(message.viewId))
  let no = news.length > 0 ? await takeViewNumbers(trx, news.length) : 0
  for (const { message, site, browser, now } of news) {
    if (views.has(message.viewId)) continue
    const at = countedAt(now, message.age ?? 0, site.timeZone)
    const days = daysAround(at, now, site.timeZone)
    const visitors =
      message.storedVisitorId === undefined
        ? await visitorOnDays(site, days, browser, saltOf)
        : keptVisitorOnDays(site.id, days, message.storedVisitorId)
    const traits = browser.traits ?? (() => unknownTraits)
    const { clockMask } = visitorOn(visitors, dayOf(at, site.timeZone))
    const view = { no, ...parseView(message, { at, clockMask }, site) }
    views.set(message.viewId, { site, view, visitors, traits })
    no += 1
  }
  return views
}

async function recordNew(trx: Db, isNew: NewView, desk: VisitDesk, sidesOf: SidesOf): Promise<Placed> {
  const { site, view, visitors } = isNew
  const opener = { ...isNew, sides: (visitorId: string) => textOf(sidesOf(site, visitorId)) }
  const ids = idsOf(visitors)
  const visits = desk.visitsOf(ids, view.at - REACH_MS)
  const latest = latestOf(visits)
  if (latest !== 'unclear' && (!latest || comesLast(latest.visit, view)))
    return { kind: 'recorded', placed: append(desk, site, opener, latest, view), moved: [] }
  await desk.save(trx)
  const recorded = await refold(trx, { site, opener, view }, visits)
  await desk.reload(trx, site.id, ids)
  return recorded
}

/** Unclear when visits end in the same millisecond. */
function latestOf(visits: readonly StoredVisit[]): StoredVisit | 'unclear' | undefined {
  const lastAt = Math.max(...visits.map(({ visit }) => visit.lastAt))
  const [latest, ...others] = visits.filter(({ visit }) => visit.lastAt === lastAt)
  return others.length > 0 ? 'unclear' : latest
}

/** The usual case: nothing of this visitor is later. */
function append(
  desk: VisitDesk,
  site: SiteRecord,
  { visitors, traits, sides }: Opener,
  latest: StoredVisit | undefined,
  view: NumberedView,
): PlacedView {
  const moment = { view, at: view.at }
  if (latest && goesOn(latest.visit, moment, site.timeZone))
    return desk.extend({ ...latest, visit: extend(latest.visit, moment) }, view, dayOf(view.at, site.timeZone))
  const visit = begin(moment, site.timeZone)
  const visitorId = visitorOn(visitors, visit.day).id
  const opened = {
    id: visitIdOf(view.id),
    siteId: site.id,
    visitorId,
    visit,
    traits: traits(),
    sides: sides(visitorId),
  }
  return desk.open({ no: view.no, ...opened }, view)
}
