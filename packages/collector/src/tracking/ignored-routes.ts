// What was not counted, over HTTP; who may enter is said at the mount.
import { type IgnoredMessages, ignoredQuerySchema, type UncountedReason } from '@farthing/contract'
import { Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { addDays, dayOf } from '../sites/site.ts'
import { findSite } from '../sites/store.ts'
import { ignoredSentence } from './ignored-sentence.ts'
import { countedAsOther, type Uncounted, uncountedSince } from './ignored-store.ts'

export function ignoredRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Router {
  const routes = Router({ mergeParams: true })
  routes.get<'/', { siteId: string }>('/', async (req, res) => {
    const { days } = parseQuery(ignoredQuerySchema, req.query)
    const site = await findSite(storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId} here.`)
    const since = addDays(dayOf(clock(), site.timeZone), 1 - days)
    const other = await countedAsOther(storage.reports, site.id, since)
    res.json({ ...summary(await uncountedSince(storage.read, site.id, since)), other } satisfies IgnoredMessages)
  })
  return routes
}

function summary(rows: readonly Uncounted[]): Omit<IgnoredMessages, 'other'> {
  const byReason = new Map<UncountedReason, number>()
  const byDay = new Map<string, number>()
  for (const { day, reason, count } of rows) {
    byReason.set(reason, (byReason.get(reason) ?? 0) + count)
    byDay.set(day, (byDay.get(day) ?? 0) + count)
  }
  const reasons = [...byReason].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
  return {
    total: reasons.reduce((sum, { count }) => sum + count, 0),
    sentence: ignoredSentence(reasons),
    reasons,
    days: [...byDay].map(([day, total]) => ({ day, total })),
  }
}
