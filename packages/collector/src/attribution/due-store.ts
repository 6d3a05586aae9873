// The list of payments that are to be attributed again: a payment's id; a site's, which stands for all payments of the site; or a
// view of which something became known late, which stands for all payments that this concerns.
import { hotRows } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'

export type Due = Tables['attribution_due']

export async function noteDue(trx: Db, paymentIds: readonly string[]): Promise<void> {
  if (paymentIds.length === 0) return
  await trx
    .insertInto('attribution_due')
    .values(paymentIds.map((subject) => ({ subject, after: '' })))
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ after: '' }))
    .execute()
}

/** Something became known of this view after it; `joined`: and that names which were known apart are one person's. */
export interface Late {
  siteId: string
  viewId: string
  joined: boolean
}

/** Greater than nothing, so that it stays. */
const JOINED = 'joined'
const subjectOf = ({ siteId, viewId }: Late): string => `late:${siteId}:${viewId}`

/** Null: another subject. A payment's id begins with the account's, which is none of Farthing's words. */
export function lateIn({ subject, after }: Due): Late | null {
  const [, siteId, viewId] = /^late:([^:]+):(.+)$/.exec(subject) ?? []
  return siteId === undefined || viewId === undefined ? null : { siteId, viewId, joined: after === JOINED }
}

const intoDue = hotRows(2, (db, rows) =>
  db
    .insertInto('attribution_due')
    .values(rows.map(([subject, after]) => ({ subject, after })) as never)
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((eb) => ({
        after: eb
          .case()
          .when('attribution_due.after', '>', eb.ref('excluded.after'))
          .then(eb.ref('attribution_due.after'))
          .else(eb.ref('excluded.after'))
          .end(),
      })),
    ),
)

export async function noteLate(trx: Db, given: readonly Late[]): Promise<void> {
  const bySubject = new Map<string, string>()
  for (const late of given) {
    const subject = subjectOf(late)
    bySubject.set(subject, late.joined || bySubject.get(subject) === JOINED ? JOINED : '')
  }
  await intoDue(trx, [...bySubject])
}

export const someDue = (db: Db, limit: number): Promise<Due[]> =>
  db.selectFrom('attribution_due').selectAll().orderBy('subject').limit(limit).execute()

export async function dropDue(trx: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await trx.deleteFrom('attribution_due').where('subject', 'in', subjects).execute()
}

/** Null: somebody else has taken it. */
export async function takeDue(trx: Db, subject: string): Promise<Due | null> {
  return (
    (await trx.deleteFrom('attribution_due').where('subject', '=', subject).returningAll().executeTakeFirst()) ?? null
  )
}

/** Whoever notes it anew from now on waits for this transaction. */
export async function holdDue(trx: Db, subject: string): Promise<Due | null> {
  const held = trx.updateTable('attribution_due').set((eb) => ({ after: eb.ref('after') }))
  return (await held.where('subject', '=', subject).returningAll().executeTakeFirst()) ?? null
}

export async function moveDue(trx: Db, { subject, after }: Due): Promise<void> {
  await trx.updateTable('attribution_due').set({ after }).where('subject', '=', subject).execute()
}

export async function paymentsOfSite(db: Db, siteId: string, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('payment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
