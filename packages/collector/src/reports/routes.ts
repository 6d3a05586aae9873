// `GET /api/sites/:siteId/reports/…`: which report, about which days, in which mode, of which part.
import { clickQuerySchema } from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { streamText } from '../http/stream-text.ts'
import { parseQuery } from '../http/validate.ts'
import { askedOf, type ReportParts } from './asked.ts'
import { clickConversions } from './click-conversions.ts'
import { toCsv } from './csv.ts'
import { reports } from './named.ts'
import { pageOf } from './page.ts'
import type { Scope } from './scope.ts'

/** `prop` and `test` only where a name is in the address. */
type SiteRequest = Request<{ siteId: string; prop?: string; test?: string }>

/** A table cannot be looked through on its way: who may not see amounts gets none. */
export type SeesAmounts = (res: Response) => boolean

export function reportRoutes(parts: ReportParts, seesAmounts: SeesAmounts): Router {
  const routes = Router({ mergeParams: true })
  const db = parts.storage.reports
  for (const { path, answer } of reports)
    routes.get(`/${path}`, async (req: SiteRequest, res) => {
      const { siteId, prop, test } = req.params
      const asked = await askedOf(parts, siteId, req.query)
      const isTable = asked.query.format === 'csv'
      if (isTable && !seesAmounts(res)) throw noTables()
      const told = await answer(db, asked, prop ?? test ?? '')
      if (isTable) await sendCsv(res, fileNameOf(req), asked.scope, toCsv(told))
      else res.json(pageOf(told, asked.query))
    })
  routes.get('/click-conversions.csv', async (req: SiteRequest, res) => {
    const { scope } = await askedOf(parts, req.params.siteId, req.query)
    const { kind } = parseQuery(clickQuerySchema, req.query)
    await sendCsv(res, `${kind}-conversions`, scope, [await clickConversions(db, scope, kind)])
  })
  return routes
}

const noTables = () =>
  new Refusal('not_allowed', 'Amounts are hidden on this page, and so there are no tables to load.')

/** A property may be called like no file. */
const fileNameOf = ({ path }: SiteRequest): string => path.split('/').filter(Boolean)[0] ?? 'report'

function sendCsv(res: Response, name: string, { from, to }: Scope, parts: Iterable<string>): Promise<void> {
  res.type('text/csv').attachment(`${name}-${from}-${to}.csv`)
  return streamText(res, parts)
}
