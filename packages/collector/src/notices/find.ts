// Looks at each site that somebody wants to be told of, and writes down what there is to tell: once for each way and occasion.
import type { Mode } from '@farthing/contract'
import type { Parts } from '../parts.ts'
import { addDays, dayOf, type SiteRecord, startOfDay } from '../sites/site.ts'
import { findSite, modeFor } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { newId } from './id.ts'
import { dayThatIsOver, type Over, USUAL_MS, weekThatIsOver, worryingSilence } from './occasions.ts'
import { type Said, withoutMoney } from './said.ts'
import { allWays, forgetNotices, insertNotice, knownOccasions, type Way } from './store.ts'
import { summaryOf } from './summary.ts'
import {
  campaignsPaidSince,
  hasPaidBefore,
  lastSeen,
  lastTaken,
  turnedAwaySince,
  viewsBetween,
  wasSeenSince,
} from './watch-store.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const KEPT_MS = 90 * DAY
/** Evidence may come days after the money. */
const LATE_MS = 3 * DAY

interface Occasion {
  name: string
  said: () => Promise<Said>
}

type FindParts = Pick<Parts, 'storage'>

export async function findNotices({ storage }: FindParts, now: number): Promise<void> {
  for (const way of await allWays(storage.read)) {
    const site = await findSite(storage.read, way.siteId)
    if (!site) continue
    const found = await occasionsFor(storage.reports, {
      way,
      site,
      mode: await modeFor(storage.read, site.id, undefined),
      now,
    })
    const known = await knownOccasions(
      storage.read,
      way.id,
      found.map(({ name }) => name),
    )
    for (const { name, said } of found.filter((one) => !known.has(one.name))) {
      const whole = await said()
      const told = way.hidesAmounts ? withoutMoney(whole) : whole
      await storage.write((trx) => insertNotice(trx, { id: newId('notice'), way, occasion: name, said: told, now }))
    }
  }
  await storage.write((trx) => forgetNotices(trx, now - KEPT_MS))
}

interface Look {
  way: Way
  site: SiteRecord
  mode: Mode
  now: number
}

async function occasionsFor(db: Db, look: Look): Promise<Occasion[]> {
  const { way, site, now } = look
  const asked = { now, timeZone: site.timeZone, since: way.createdAt }
  const wants = (kind: Way['kinds'][number]) => way.kinds.includes(kind)
  return [
    ...(wants('daily') ? summaries(db, look, 'daily', dayThatIsOver(asked)) : []),
    ...(wants('weekly') ? summaries(db, look, 'weekly', weekThatIsOver(asked)) : []),
    ...(wants('first_payment') ? await firstPayments(db, look) : []),
    ...(wants('silent') && !site.isDemo ? await silences(db, look) : []),
    ...(wants('webhook_failing') ? await failures(db, look) : []),
  ]
}

const summaries = (db: Db, { site, mode }: Look, kind: 'daily' | 'weekly', over: Over | null): Occasion[] =>
  over === null ? [] : [{ name: `${kind} ${over.from}`, said: () => summaryOf(db, site, { kind, mode, ...over }) }]

/** Since the way was made: of a site that has paid campaigns already, these are no news. */
async function firstPayments(db: Db, { way, site, mode, now }: Look): Promise<Occasion[]> {
  const paid = await campaignsPaidSince(db, site.id, mode, Math.max(way.createdAt, now - LATE_MS))
  const firsts = new Map<string, Occasion>()
  for (const earned of paid) {
    const { campaign, source, amount, currency } = earned
    if (firsts.has(campaign) || (await hasPaidBefore(db, site.id, mode, earned))) continue
    const said: Said = { kind: 'first_payment', campaign, source, mode, paid: { amount, currency } }
    firsts.set(campaign, { name: `first_payment ${mode} ${campaign}`, said: async () => said })
  }
  return [...firsts.values()]
}

async function silences(db: Db, { site, now }: Look): Promise<Occasion[]> {
  const dayBefore = dayOf(now - DAY, site.timeZone)
  // A visit that began on the day before may still go on.
  if (await wasSeenSince(db, site.id, { day: addDays(dayBefore, -1), at: now - DAY })) return []
  const lastAt = await lastSeen(db, site.id, dayOf(now - 2 * USUAL_MS, site.timeZone))
  if (lastAt === null) return []
  const lastDay = dayOf(lastAt, site.timeZone)
  const views = await viewsBetween(db, site.id, dayOf(lastAt - USUAL_MS, site.timeZone), lastDay)
  const usualMs = worryingSilence({ lastAt, views }, now)
  if (usualMs === null) return []
  return [{ name: `silent ${lastAt}`, said: async () => ({ kind: 'silent', lastAt, usualMs }) }]
}

/** Something was turned away within the hour, and nothing was taken after it. At most one notice a day says so. */
async function failures(db: Db, { site, now }: Look): Promise<Occasion[]> {
  const turnedAway = await turnedAwaySince(
    db,
    site.id,
    Math.max(now - HOUR, startOfDay(dayOf(now, site.timeZone), site.timeZone)),
  )
  const taken = turnedAway.length > 0 ? await lastTaken(db, site.id) : 0
  const [worst] = turnedAway.filter(({ last_at }) => last_at > taken).sort((a, b) => b.count - a.count)
  if (!worst) return []
  const { reason, count, last_at: lastAt } = worst
  const said: Said = { kind: 'webhook_failing', reason, count, lastAt }
  return [{ name: `webhook_failing ${dayOf(now, site.timeZone)}`, said: async () => said }]
}
