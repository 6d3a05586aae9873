// Reads what pages said: events, who a visit is, and which customer is whom.
import { sql } from 'kysely'
import { inBytes } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { ROWS } from './pieces.ts'

interface Asked {
  siteId: string
  until: number
}

/** The first half says nothing new; by it the index is entered where the piece before ended. */
const isAfter = (db: Db, at: string, id: string, after: { at: number; id: string }) =>
  sql<boolean>`(${sql.ref(at)} >= ${after.at} and (${sql.ref(at)} > ${after.at} or ${inBytes(db, id)} > ${after.id}))`

export interface SaidEvent {
  eventId: string
  viewId: string
  at: number
  name: string
  props: string | null
  revenue: number | null
  currency: string | null
}

export function eventsAfter(db: Db, { siteId, until }: Asked, after: SaidEvent | null): Promise<SaidEvent[]> {
  let query = db
    .selectFrom('event')
    .select(['id as eventId', 'view_id as viewId', 'at', 'name', 'props', 'revenue', 'currency'])
    .where('site_id', '=', siteId)
    .where('at', '<=', until)
    .orderBy('at')
    .orderBy(inBytes(db, 'id'))
    .limit(ROWS)
  if (after) query = query.where(isAfter(db, 'at', 'id', { at: after.at, id: after.eventId }))
  return query.execute()
}

export interface SaidName {
  viewId: string
  at: number
  customId: string | null
  email: string | null
  personId: string | null
}

/** The person is the one whom a name means now, after all that was learnt of it since. */
export function namesAfter(db: Db, { siteId, until }: Asked, after: SaidName | null): Promise<SaidName[]> {
  let query = db
    .selectFrom('identification')
    .select(['view_id as viewId', 'at', 'custom_id as customId'])
    .select(sql<string | null>`case when email_hash is null then null else 'yes' end`.as('email'))
    .select((eb) => {
      const person = eb
        .selectFrom('person_name')
        .select('person_id')
        .whereRef('person_name.site_id', '=', 'identification.site_id')
      return eb.fn
        .coalesce(
          person.where('kind', '=', 'custom_id').whereRef('value', '=', 'custom_id'),
          person.where('kind', '=', 'email').whereRef('value', '=', 'email_hash'),
        )
        .as('personId')
    })
    .where('site_id', '=', siteId)
    .where('at', '<=', until)
    .orderBy('at')
    .orderBy(inBytes(db, 'view_id'))
    .limit(ROWS)
  if (after) query = query.where(isAfter(db, 'at', 'view_id', { at: after.at, id: after.viewId }))
  return query.execute()
}

export interface KnownCustomer {
  customId: string
  customerId: string
  connectedAt: number
}

/** In the order of the database: there may be as many as the site has customers, and no other index. */
export function customersAfter(db: Db, siteId: string, after: KnownCustomer | null): Promise<KnownCustomer[]> {
  let query = db
    .selectFrom('connected_customer')
    .select(['custom_id as customId', 'customer_id as customerId', 'connected_at as connectedAt'])
    .where('site_id', '=', siteId)
    .orderBy('custom_id')
    .orderBy('customer_id')
    .limit(ROWS)
  if (after)
    query = query
      .where('custom_id', '>=', after.customId)
      .where((eb) => eb.or([eb('custom_id', '>', after.customId), eb('customer_id', '>', after.customerId)]))
  return query.execute()
}
