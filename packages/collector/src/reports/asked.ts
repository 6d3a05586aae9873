// What a report is asked, checked: of which site, about which days, in which mode, of which part.
import { defaultAttributionModel, type ReportQuery, reportQuerySchema } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import { findSite, modeFor } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { MOST_DAYS_OF_HOURS } from './intervals.ts'
import { daysAsked, eachDay } from './range.ts'
import type { Scope } from './scope.ts'

export interface ReportParts {
  storage: Storage
  clock: () => number
}

export interface Asked {
  query: ReportQuery
  scope: Scope
  /** As it came: some reports are asked more than all are. */
  given: unknown
}

/** `given`: as in the address of `GET /api/sites/:siteId/reports/…`. */
export async function askedOf({ storage, clock }: ReportParts, siteId: string, given: unknown): Promise<Asked> {
  const query = parseQuery(reportQuerySchema, given)
  const site = await findSite(storage.read, siteId)
  if (!site) throw new Refusal('unknown_site', `There is no site ${siteId}.`)
  const answer = daysAsked(query, clock(), site.timeZone)
  if (answer.kind === 'refused') throw new Refusal('invalid_query', answer.sentence)
  if (query.interval === 'hour' && eachDay(answer.days).length > MOST_DAYS_OF_HOURS)
    throw new Refusal('invalid_query', `Hours are told of at most ${MOST_DAYS_OF_HOURS} days. Ask for interval=day.`)
  const mode = await modeFor(storage.read, site.id, query.mode)
  const { timeZone, currency } = site
  const { filter: filters, goal, refunds } = query
  const model = query.model ?? site.defaultModel ?? defaultAttributionModel
  const scope = { siteId: site.id, timeZone, currency, mode, filters, goal, model, refunds, ...answer.days }
  return { query, scope, given }
}
