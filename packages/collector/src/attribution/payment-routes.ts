// The payments list of one site: what was paid, where it came from, and what is still on its way.
import {
  type AttributionModel,
  defaultAttributionModel,
  type Filter,
  type Mode,
  type PaymentsAnswer,
  type PendingReturn,
  paymentsQuerySchema,
} from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { streamText } from '../http/stream-text.ts'
import { parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { addDays, startOfDay } from '../sites/site.ts'
import { findSite, modeFor } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { paymentDetail } from './payment-detail.ts'
import { asJson, asTable } from './payment-export.ts'
import { countPayments, everyPayment, listPayments, type PaymentFilter } from './payment-store.ts'

const FOREVER = 8_640_000_000_000_000

/** Reads the redirects that wait; the Stripe room owns them. */
export type ShownReturns = (db: Db, siteId: string, mode: Mode, now: number) => Promise<PendingReturn[]>

/** Which payments are credited to visits that the filters leave; the reports know. */
export type PartOfPayments = (
  db: Db,
  asked: { siteId: string; mode: Mode; filters: readonly Filter[]; model: AttributionModel },
) => NonNullable<PaymentFilter['part']>

interface Around {
  shownReturns: ShownReturns
  partOfPayments: PartOfPayments
  seesAmounts: (res: Response) => boolean
}

type SiteRequest = Request<{ siteId: string }>

/** Mounted under `/api/sites/:siteId/payments`, for those who may see that site. */
export function paymentRoutes(
  { storage, clock }: Pick<Parts, 'storage' | 'clock'>,
  { shownReturns, partOfPayments, seesAmounts }: Around,
): Router {
  const router = Router({ mergeParams: true })
  const read = async (req: SiteRequest, res: Response) => {
    const site = await findSite(storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId}.`)
    const { cursor, ...query } = parseQuery(paymentsQuerySchema, req.query)
    const mode = await modeFor(storage.read, site.id, query.mode)
    const filter = {
      siteId: site.id,
      mode,
      from: query.from ? startOfDay(query.from, site.timeZone) : 0,
      until: query.to ? startOfDay(addDays(query.to, 1), site.timeZone) : FOREVER,
      status: query.status,
      part:
        query.filter.length > 0
          ? partOfPayments(storage.read, {
              siteId: site.id,
              mode,
              filters: query.filter,
              model: query.model ?? site.defaultModel ?? defaultAttributionModel,
            })
          : undefined,
      search: query.search ? { text: query.search, inDescription: seesAmounts(res) } : undefined,
    }
    return { query: { ...query, after: cursor === undefined ? null : parseCursor(cursor) }, filter }
  }
  router.get('/', async (req: SiteRequest, res) => {
    const { query, filter } = await read(req, res)
    const rows = await listPayments(storage.read, { ...filter, after: query.after, limit: query.limit + 1 })
    const payments = rows.slice(0, query.limit)
    const last = payments.at(-1)
    const answer: PaymentsAnswer = {
      mode: filter.mode,
      payments,
      pending: await shownReturns(storage.read, filter.siteId, filter.mode, clock()),
      total: query.after ? null : await countPayments(storage.reports, filter),
      nextCursor: rows.length > query.limit && last ? `${last.paidAt}:${last.id}` : null,
    }
    res.json(answer)
  })
  router.get('/export', async (req: SiteRequest, res) => {
    const { query, filter } = await read(req, res)
    const pages = everyPayment(storage.reports, filter)
    const isTable = query.format === 'csv'
    res.type(isTable ? 'text/csv' : 'application/json').attachment(`payments-${filter.mode}.${query.format}`)
    await streamText(res, isTable ? asTable(pages) : asJson(pages))
  })
  router.get('/:paymentId', async (req: Request<{ siteId: string; paymentId: string }>, res) => {
    const { siteId, paymentId } = req.params
    const site = await findSite(storage.read, siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${siteId}.`)
    const detail = await paymentDetail(storage.read, site, paymentId)
    if (!detail) throw new Refusal('not_found', `This site has no payment ${paymentId}.`)
    res.json(detail)
  })
  return router
}

function parseCursor(cursor: string): { paidAt: number; id: string } {
  const [paidAt = '0', ...id] = cursor.split(':')
  return { paidAt: Number(paidAt), id: id.join(':') }
}
