// What the money's side keeps of a person: the inbox, the facts, and the evidence of payments.
import { sql } from 'kysely'
import type { Db } from '../storage/schema.ts'

/** `'` stays a plain character: the text goes as a parameter. The same on both engines, without wildcards. */
const contains = (texts: readonly string[]) =>
  sql<boolean>`(${sql.join(
    texts.map((text) => sql`replace(body, ${text}, '') <> body`),
    sql` or `,
  )})`

export interface DeliveryKey {
  id: string
  shape: string
  connection: string
}

/** `texts` are looked for as they stand in the JSON. */
export const deliveriesWith = (db: Db, texts: readonly string[]): Promise<DeliveryKey[]> =>
  db.selectFrom('delivery').select(['id', 'shape', 'connection']).where(contains(texts)).execute()

export async function changeDelivery(trx: Db, key: DeliveryKey, change: (body: string) => string): Promise<boolean> {
  const row = await trx
    .selectFrom('delivery')
    .select('body')
    .where('id', '=', key.id)
    .where('shape', '=', key.shape)
    .where('connection', '=', key.connection)
    .executeTakeFirst()
  const body = row && change(row.body)
  if (!row || body === undefined || body === row.body) return false
  await trx
    .updateTable('delivery')
    .set({ body })
    .where('id', '=', key.id)
    .where('shape', '=', key.shape)
    .where('connection', '=', key.connection)
    .execute()
  return true
}

export interface FactKey {
  account: string
  object_id: string
}

export const factsWith = (db: Db, texts: readonly string[]): Promise<FactKey[]> =>
  db.selectFrom('fact').select(['account', 'object_id']).where(contains(texts)).execute()

export async function changeFact(trx: Db, key: FactKey, change: (body: string) => string): Promise<boolean> {
  const { account, object_id } = key
  const row = await trx
    .selectFrom('fact')
    .select('body')
    .where('account', '=', account)
    .where('object_id', '=', object_id)
    .executeTakeFirst()
  const body = row && change(row.body)
  if (!row || body === undefined || body === row.body) return false
  await trx
    .updateTable('fact')
    .set({ body })
    .where('account', '=', account)
    .where('object_id', '=', object_id)
    .execute()
  return true
}

const paymentsWith = (db: Db, siteId: string) => db.selectFrom('payment').where('payment.site_id', '=', siteId)

/** Payments that a visit of the person is credited with, or that carry a name of theirs. */
export const paymentsOf = (db: Db, siteId: string, visitIds: readonly string[], names: readonly string[]) =>
  paymentsWith(db, siteId)
    .select(['id', 'mode', 'status', 'currency', 'gross', 'refunds', 'net', 'paid_at', 'description', 'customer_id'])
    .where((eb) =>
      eb.or([
        eb('id', 'in', eb.selectFrom('touch').select('payment_id').where('visit_id', 'in', notEmpty(visitIds))),
        eb('id', 'in', eb.selectFrom('evidence').select('payment_id').where('value', 'in', notEmpty(names))),
      ]),
    )
    .orderBy('paid_at')
    .execute()

/** An empty list is no SQL, and nothing is called by the empty name. */
const notEmpty = (values: readonly string[]) => (values.length > 0 ? values : [''])

export async function dropConnections(trx: Db, siteId: string, customIds: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('connected_customer')
    .where('site_id', '=', siteId)
    .where('custom_id', 'in', notEmpty(customIds))
    .execute()
}

/** The reason stays, without the name it was found by. */
export async function blankEvidence(trx: Db, siteId: string, names: readonly string[]): Promise<void> {
  const own = paymentsWith(trx, siteId).select('payment.id')
  const values = notEmpty(names)
  await trx
    .deleteFrom('evidence')
    .where('value', 'in', values)
    .where('chosen', '=', 0)
    .where('payment_id', 'in', own)
    .execute()
  await trx
    .updateTable('evidence')
    .set({ value: 'deleted' })
    .where('value', 'in', values)
    .where('payment_id', 'in', own)
    .execute()
}
