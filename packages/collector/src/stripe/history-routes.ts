// What the poller and the backfill of a site have done, and the button that begins a backfill.
import { backfillSchema, type StripePolling } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { accountsOfSite } from './account.ts'
import { connectionsOf } from './account-store.ts'
import { startBackfill } from './backfill.ts'
import { backfillRows, backfillShown } from './backfill-store.ts'
import { apiKeyOf, printOf } from './connection.ts'
import { GRACE_MS } from './heal.ts'
import { listHealed } from './heal-store.ts'
import { isEventList } from './poll.ts'
import { pollRows } from './poll-store.ts'
import type { Wake } from './webhook.ts'

type SiteRequest = Request<{ siteId: string }>
const MOST_SHOWN = 200

/** Mounted under `/api/sites/:siteId/stripe`, for those who may see and change that site. */
export function historyRoutes(parts: Parts, wake: Wake): Router {
  const { storage, clock } = parts
  const router = Router({ mergeParams: true })

  router.get('/backfill', async (req: SiteRequest, res) => {
    const apiKey = await apiKeyOf(storage.read, parts, req.params.siteId)
    res.json(backfillShown(apiKey ? await backfillRows(storage.read, apiKey.connection) : []))
  })

  router.post('/backfill', async (req: SiteRequest, res) => {
    const { from } = parseBody(backfillSchema, req.body ?? {})
    const apiKey = await apiKeyOf(storage.read, parts, req.params.siteId)
    if (!apiKey)
      throw new Refusal('no_key', 'The history comes from Stripe itself: put a restricted key into the settings first.')
    await startBackfill(parts, apiKey, from === undefined ? 0 : Date.parse(from))
    wake()
    res.status(202).json(backfillShown(await backfillRows(storage.read, apiKey.connection)))
  })

  router.get('/healed', async (req: SiteRequest, res) => {
    const accounts = await accountsOfSite(storage.read, req.params.siteId)
    const proven = await Promise.all(accounts.map((account) => connectionsOf(storage.read, account)))
    const connections = [...new Set([...accounts, ...proven.flat()])]
    res.json(await listHealed(storage.read, connections, clock() - GRACE_MS, MOST_SHOWN))
  })

  router.get('/polling', async (req: SiteRequest, res) => {
    res.json(await pollingOf(parts, req.params.siteId))
  })

  return router
}

async function pollingOf(parts: Parts, siteId: string): Promise<StripePolling> {
  const apiKey = await apiKeyOf(parts.storage.read, parts, siteId)
  if (!apiKey) return { hasKey: false, by: null, nextAt: null, missing: [] }
  const rows = (await pollRows(parts.storage.read, [apiKey.connection])).filter(
    (row) => row.key_print === printOf(apiKey.key),
  )
  const refused = rows.filter((row) => row.problem !== null && row.failures === 0)
  const byObjects = refused.some((row) => isEventList(row.list))
  const inUse = rows.filter((row) => isEventList(row.list) !== byObjects)
  return {
    hasKey: true,
    by: rows.length === 0 ? null : byObjects ? 'objects' : 'events',
    nextAt: inUse.length === 0 ? null : Math.min(...inUse.map((row) => row.next_at)),
    missing: refused.map(({ list, problem }) => ({ resource: list.replace(/\/\d$/, ''), problem: problem ?? '' })),
  }
}
