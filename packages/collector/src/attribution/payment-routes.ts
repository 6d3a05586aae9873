// The payments list of one site: what was paid, where it came from, and what is still on its way.
import {
  type AttributionModel,
  attributionModelSchema,
  defaultAttributionModel,
  type Filter,
  filterSchema,
  listOf,
  type Mode,
  modeSchema,
  type PaymentsAnswer,
  type PendingReturn,
  paymentStatusSchema,
} from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { addDays, startOfDay } from '../sites/site.ts'
import { findSite, modeFor } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { paymentDetail } from './payment-detail.ts'
import { listPayments, type PaymentFilter } from './payment-store.ts'

const PAGE = 50
const FOREVER = 8_640_000_000_000_000

const querySchema = z.object({
  mode: modeSchema.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  status: paymentStatusSchema.optional(),
  /** Anywhere in an id, a channel, a source, a campaign, an entry page or the description. */
  search: z.string().trim().max(120).optional(),
  /** By the visits that the model credits, as in the reports. Several: all must hold. */
  filter: listOf(filterSchema),
  model: attributionModelSchema.default(defaultAttributionModel),
  cursor: z
    .string()
    .regex(/^\d+:\w+$/, 'a cursor is what an earlier answer gave as nextCursor')
    .optional(),
})

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

/** Mounted under `/api/sites/:siteId/payments`, for those who may see that site. */
export function paymentRoutes(
  { storage, clock }: Pick<Parts, 'storage' | 'clock'>,
  { shownReturns, partOfPayments, seesAmounts }: Around,
): Router {
  const router = Router({ mergeParams: true })
  router.get('/', async (req: Request<{ siteId: string }>, res) => {
    const site = await findSite(storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId}.`)
    const query = parseQuery(querySchema, req.query)
    const mode = await modeFor(storage.read, site.id, query.mode)
    const filter: PaymentFilter = {
      siteId: site.id,
      mode,
      from: query.from ? startOfDay(query.from, site.timeZone) : 0,
      until: query.to ? startOfDay(addDays(query.to, 1), site.timeZone) : FOREVER,
      after: query.cursor ? parseCursor(query.cursor) : null,
      limit: PAGE + 1,
      status: query.status,
      part:
        query.filter.length > 0
          ? partOfPayments(storage.read, { siteId: site.id, mode, filters: query.filter, model: query.model })
          : undefined,
      search: query.search ? { text: query.search, inDescription: seesAmounts(res) } : undefined,
    }
    const rows = await listPayments(storage.read, filter)
    const payments = rows.slice(0, PAGE)
    const last = payments.at(-1)
    const answer: PaymentsAnswer = {
      mode,
      payments,
      pending: await shownReturns(storage.read, site.id, mode, clock()),
      nextCursor: rows.length > PAGE && last ? `${last.paidAt}:${last.id}` : null,
    }
    res.json(answer)
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
