// What may happen around a payment, each by itself and in any order: a visit, somebody who says who they are, a payment, a refund, a
// server that connects a customer. And the state that all of it must end in.

import { takeTurn } from '../../storage/dialect.ts'
import type { Storage } from '../../storage/open.ts'
import type { Db } from '../../storage/schema.ts'
import { keepViews, keepVisits } from '../../storage/testing/visits.ts'
import { followMoney } from '../../stripe/follow.ts'
import { deliver, keys, NOW } from '../../stripe/testing/deliver.ts'
import { event, SITE } from '../../stripe/testing/purchase.ts'
import { recordIdentities } from '../../tracking/record-identify.ts'
import { attributeDue } from '../attribute-due.ts'
import { connectCustomer } from '../connect-customer.ts'

export type Happening =
  | { what: 'visit'; view: string; visitor: string; at: number; channel: string }
  | { what: 'identify'; view: string; email?: string; customId?: string; at: number }
  | { what: 'connect'; customer: string; customId: string }
  | { what: 'pay'; id: string; at: number; amount: number; fields: object }
  | { what: 'customer'; id: string; fields: object }
  | { what: 'refund'; id: string; of: string; amount: number; at: number }

export const idOf = (view: string): string => `view_${view}`.padEnd(22, '_')
export const visitIdOf = (view: string): string => `s_${idOf(view)}`
const seconds = (at: number): number => Math.floor(at / 1000)

const follow = followMoney({ clock: () => NOW } as never)

export async function happen(storage: Storage, one: Happening): Promise<void> {
  if (isTold(one)) await deliver(storage, [eventOf(one)])
  else await storage.write((trx) => happenWithin(trx, one))
}

type Told = Of<'pay'> | Of<'customer'> | Of<'refund'>
const isTold = (one: Happening): one is Told => one.what === 'pay' || one.what === 'customer' || one.what === 'refund'

/** What is no message of Stripe, in a transaction of the test's own. */
export async function happenWithin(trx: Db, one: Exclude<Happening, Told>): Promise<void> {
  if (one.what === 'visit') await visit(trx, one)
  else if (one.what === 'identify') await identify(trx, one)
  else await connect(trx, one)
}

/** All that is left to do is done. */
export const settleDue = (storage: Storage): Promise<number> => attributeDue(storage, () => NOW)

type Of<What extends Happening['what']> = Extract<Happening, { what: What }>

const none = { term: null, content: null, click_kind: null, click_id: null, referrer: null }

/** In the turn of views, as they are recorded. */
async function visit(trx: Db, { view, visitor, at, channel }: Of<'visit'>): Promise<void> {
  await takeTurn(trx, 'views')
  const [viewId, visitId] = [idOf(view), visitIdOf(view)]
  const common = { site_id: SITE, host: 'shop.example' }
  const came = { channel, source: channel === 'Direct' ? null : channel, medium: null, campaign: null }
  const when = { day: '2026-10-01', started_at: at, last_at: at, views: 1 }
  await keepVisits(trx, [
    { ...none, ...common, ...came, ...when, id: visitId, visitor_id: visitor, entry_page: '/', exit_page: '/' },
  ])
  await keepViews(trx, [{ ...common, id: viewId, visit_id: visitId, at, page: '/' }])
  await follow.viewsRecorded(trx, [{ siteId: SITE, viewId, visitId, visitorId: visitor, late: true }])
}

async function identify(trx: Db, { view, email, customId, at }: Of<'identify'>): Promise<void> {
  const said = { ...(email ? { email } : {}), ...(customId ? { customId } : {}) }
  const message = { type: 'identify' as const, site: SITE, viewId: idOf(view), ...said }
  const refused = await recordIdentities(trx, [{ message, now: at }], { emailKey: keys.emailKey, follow })
  for (const refusal of refused.values()) throw refusal
}

async function connect(trx: Db, { customer, customId }: Of<'connect'>): Promise<void> {
  await connectCustomer(trx, { siteId: SITE, customId, customerId: customer, replace: true, now: NOW })
}

function eventOf(one: Told): object {
  if (one.what === 'customer')
    return event('customer.updated', { object: 'customer', id: one.id, created: 1, ...one.fields })
  const told = { created: seconds(one.at), currency: 'eur', livemode: false }
  const fields = { created: seconds(one.at) }
  if (one.what === 'refund')
    return event(
      'refund.created',
      { object: 'refund', id: one.id, status: 'succeeded', amount: one.amount, payment_intent: one.of, ...told },
      fields,
    )
  const { id, amount } = one
  const intent = { object: 'payment_intent', id, status: 'succeeded', amount, amount_received: amount, ...told }
  return event('payment_intent.succeeded', { ...intent, ...one.fields }, fields)
}

const tables = ['payment', 'entry', 'evidence', 'touch', 'credit', 'payment_alias', 'frozen_rate'] as const

/** Everything that attribution and the ledger hold, but for the traces of the way there. */
export async function ending(storage: Storage): Promise<string> {
  const rows: string[] = []
  const views = await storage.read.selectFrom('view_row').select(['no', 'id']).execute()
  const named = new Map(views.map(({ no, id }) => [no, id]))
  // Numbers are given as views arrive: what counts is whose they are.
  for (const table of tables)
    for (const row of await storage.read.selectFrom(table).selectAll().execute())
      rows.push(`${table} ${JSON.stringify('visit_no' in row ? { ...row, visit_no: named.get(row.visit_no) } : row)}`)
  return rows.sort().join('\n')
}
