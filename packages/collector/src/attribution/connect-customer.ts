// Remembers which of the site's people a Stripe customer is, and has the customer's payments looked at again.
import type { ConnectAnswer } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { accountsSeenBy } from './account-store.ts'
import { connectionOf, keepConnection, paymentsOnSite } from './connect-store.ts'
import { noteDue } from './due-store.ts'

export interface Connection {
  siteId: string
  customId: string
  customerId: string
  replace: boolean
  now: number
}

export async function connectCustomer(
  trx: Db,
  { siteId, customId, customerId, replace, now }: Connection,
): Promise<ConnectAnswer> {
  // Or a payment of the customer that is just being made would see nothing of this, and this nothing of it.
  await takeTurn(trx, 'ledger')
  const before = await connectionOf(trx, siteId, customerId)
  if (before?.custom_id === customId) return { connected: 'seen', payments: 0 }
  if (before && !replace) throw conflict(customerId, before.custom_id)
  await keepConnection(trx, { customer_id: customerId, site_id: siteId, custom_id: customId, connected_at: now })
  const payments = await paymentsOnSite(trx, siteId, await accountsSeenBy(trx, siteId), customerId)
  await noteDue(trx, payments)
  return { connected: before ? 'replaced' : 'new', payments: payments.length }
}

const conflict = (customer: string, other: string) =>
  new Refusal(
    'already_there',
    `${customer} is connected to the customid ${JSON.stringify(other)} already. If that was a mistake, send the same request with "replace": true.`,
  )
