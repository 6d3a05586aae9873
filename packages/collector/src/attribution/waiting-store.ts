// Reads which payments wait for what has just become known.
import { hotLookUp } from '../storage/hot.ts'
import type { Db } from '../storage/schema.ts'

export interface PlacedView {
  viewId: string
  visitId: string
  siteId: string
  /** Absent: as it was. */
  visitorId?: string
  /** It tells of a time that payments may already know of. */
  late?: boolean
}

const evidenceWith = hotLookUp<{ payment_id: string; value: string; visit_id: string | null }>((db, _fixed, values) =>
  db.selectFrom('evidence').select(['payment_id', 'value', 'visit_id']).where('value', 'in', values),
)

const saidOn = hotLookUp<{ email_hash: string | null; custom_id: string | null }>((db, _fixed, viewIds) =>
  db.selectFrom('identification').select(['email_hash', 'custom_id']).where('view_id', 'in', viewIds),
)

/** Payments that carry an id of these views and lead elsewhere, or that carry a name which was said on one of them before it came. */
export async function paymentsWaitingFor(db: Db, views: readonly PlacedView[]): Promise<string[]> {
  const visits = new Map<string, string | null>()
  for (const { viewId, visitId, visitorId } of views) {
    visits.set(viewId, visitId)
    visits.set(`s_${viewId}`, visitId)
    // A visitor has perhaps several visits: only a payment that knew none waits for one.
    if (visitorId !== undefined) visits.set(visitorId, null)
  }
  const rows = await evidenceWith(db, [...visits.keys()])
  const leadsElsewhere = (value: string, visitId: string | null) => {
    const placed = visits.get(value) ?? null
    return visitId === null || (placed !== null && placed !== visitId)
  }
  const ids = rows.filter(({ value, visit_id }) => leadsElsewhere(value, visit_id))
  const said = await saidOn(
    db,
    views.map(({ viewId }) => viewId),
  )
  const names = said.flatMap(({ email_hash, custom_id }) => [email_hash, custom_id]).filter((name) => name !== null)
  const named = names.length > 0 ? await evidenceWith(db, names) : []
  return [...new Set([...ids, ...named].map((row) => row.payment_id))]
}

interface Placed {
  id: string
  site_id: string | null
  paid_at: number
}

const paidWith = hotLookUp<Placed>((db, _fixed, ids) =>
  db.selectFrom('payment').select(['id', 'site_id', 'paid_at']).where('id', 'in', ids),
)

const touchedBy = hotLookUp<{ payment_id: string; position: number }>(
  (db, [siteId], visitIds) =>
    db
      .selectFrom('touch')
      .select(['payment_id', 'position'])
      .where('site_id', '=', siteId as never)
      .where('visit_id', 'in', visitIds),
  1,
)

interface About {
  siteId: string
  names: readonly string[]
  visitIds: readonly string[]
  since: number
}

/** Payments of the site that were made after `since` and carry one of these names, or that one of these visits is a step to. */
export async function paymentsAbout(db: Db, { siteId, names, visitIds, since }: About): Promise<string[]> {
  const found = [...(await evidenceWith(db, names)), ...(await touchedBy(db, visitIds, [siteId]))]
  const ids = new Set(found.map(({ payment_id }) => payment_id))
  const placed = await paidWith(db, [...ids])
  return [...new Set(placed.filter((one) => one.site_id === siteId && one.paid_at >= since).map(({ id }) => id))]
}

/** Payments that the evidence led to one of these visits. */
export async function paymentsBoundTo(db: Db, siteId: string, visitIds: readonly string[]): Promise<string[]> {
  const touched = await touchedBy(db, visitIds, [siteId])
  return [...new Set(touched.flatMap(({ payment_id, position }) => (position === 0 ? [payment_id] : [])))]
}
