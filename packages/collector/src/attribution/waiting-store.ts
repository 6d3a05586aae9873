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

/** Payments of the site that were made after `since` and carry one of these names, or that one of these visits is a step to. */
export async function paymentsAbout(
  db: Db,
  { siteId, names, visitIds, since }: { siteId: string; names: string[]; visitIds: string[]; since: number },
): Promise<string[]> {
  const of = db.selectFrom('payment').where('payment.site_id', '=', siteId).where('payment.paid_at', '>=', since)
  const named = of.innerJoin('evidence', 'evidence.payment_id', 'payment.id').where('evidence.value', 'in', names)
  const led = of.innerJoin('touch', 'touch.payment_id', 'payment.id').where('touch.site_id', '=', siteId)
  const rows = [
    ...(names.length > 0 ? await named.select('payment.id').execute() : []),
    ...(visitIds.length > 0 ? await led.where('touch.visit_id', 'in', visitIds).select('payment.id').execute() : []),
  ]
  return [...new Set(rows.map(({ id }) => id))]
}
