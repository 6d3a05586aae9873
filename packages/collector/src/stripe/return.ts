// Door 3: a redirect brought a Checkout Session's id back. It is only a pointer: noted durably, fetched before it is believed.
import { checkoutSessionIdSchema, type EventAnswer } from '@farthing/contract'
import { attributeCheckout } from '../attribution/late-evidence.ts'
import { factsById } from '../ledger/store.ts'
import type { Db } from '../storage/schema.ts'
import { accountsOfSite } from './account.ts'
import { type ApiKey, apiKeyOf, modeOfSession } from './connection.ts'
import { countPendingReturns, insertReturn } from './store.ts'

/** Guessed ids cost a call to Stripe each: more than this at once is not shoppers coming back. */
const MOST_PENDING = 1_000

export interface Pointer {
  siteId: string
  viewId: string
  checkoutSessionId: string
  now: number
}

type Answer = NonNullable<EventAnswer['stripeSession']>

/** Runs in the transaction that commits the view: once the browser has its answer, a restart loses nothing. */
export async function noteReturn(trx: Db, parts: Parameters<typeof apiKeyOf>[1], pointer: Pointer): Promise<Answer> {
  const id = pointer.checkoutSessionId
  if (!checkoutSessionIdSchema.safeParse(id).success)
    return { status: 'ignored', reason: 'This is not the id of a Stripe Checkout Session (cs_…).' }
  if ((await countPendingReturns(trx, pointer.siteId)) >= MOST_PENDING)
    return {
      status: 'ignored',
      reason: 'Too many redirects of this site wait for Stripe; a webhook still counts the payment.',
    }

  const accounts = await accountsOfSite(trx, pointer.siteId)
  const known = await isPaid(trx, accounts, id)
  const first = known
    ? ({ state: 'confirmed', reason: 'Stripe confirmed the payment.' } as const)
    : expectation(await apiKeyOf(trx, parts, pointer.siteId), id)
  const isNew = await insertReturn(trx, {
    checkout_session_id: id,
    site_id: pointer.siteId,
    view_id: pointer.viewId,
    mode: modeOfSession(id),
    reported_at: pointer.now,
    next_attempt_at: pointer.now,
    ...first,
  })
  if (isNew && known) await attributeCheckout(trx, accounts, id, pointer.now)
  if (first.state === 'refused') return { status: 'ignored', reason: first.reason }
  return isNew && !known ? { status: 'pending', reason: first.reason } : { status: 'known' }
}

async function isPaid(trx: Db, accounts: string[], id: string): Promise<boolean> {
  for (const account of accounts) {
    const [fact] = await factsById(trx, account, [id])
    if (fact?.state === 'succeeded') return true
  }
  return false
}

function expectation(apiKey: ApiKey | null, id: string): { state: 'pending' | 'refused'; reason: string } {
  if (!apiKey)
    return { state: 'pending', reason: 'No Stripe key is connected: waiting for a signed webhook with this session.' }
  const mode = modeOfSession(id)
  if (apiKey.mode !== mode)
    return {
      state: 'refused',
      reason: `This is a ${mode} session, but the connected key is a ${apiKey.mode} key: not counted among ${apiKey.mode} payments.`,
    }
  return { state: 'pending', reason: 'Stripe has not confirmed this payment yet.' }
}
