// Asks Stripe about a redirect's session, and decides when to ask again.
import type { Parts } from '../parts.ts'
import type { Fetched, StripeApi } from './client.ts'
import { apiKeyOf } from './connection.ts'
import { at } from './normalise/read.ts'
import { openReaders } from './reader.ts'
import { receiveObject } from './receive.ts'
import { settle } from './settle.ts'
import { type CheckoutReturn, updateReturn } from './store.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND
/** Bank debits settle within a fortnight; a session that is unpaid after that never will be. */
const GIVE_UP_AFTER = 15 * 24 * HOUR

/** Quick at first, since somebody is looking; then doubling up to the limit. */
export const backOff = (attempts: number, most: number): number => Math.min(most, SECOND * 2 ** Math.min(attempts, 20))

type Change = Pick<CheckoutReturn, 'state' | 'reason'> & { wait: number }

/** The network is used outside of any transaction. */
export async function resolveReturn(parts: Parts, api: StripeApi, row: CheckoutReturn): Promise<void> {
  const { storage, clock } = parts
  const apiKey = await apiKeyOf(storage.read, parts, row.site_id)
  const id = row.checkout_session_id
  if (!apiKey || apiKey.mode !== row.mode) return save(parts, row, waitForWebhook(row))

  const answer = await api.fetchCheckoutSession(apiKey.key, id)
  if (answer.kind !== 'found') return save(parts, row, afterFailure(answer, row))
  const shape = `${String(at(answer.object, 'status'))}/${String(at(answer.object, 'payment_status'))}`
  const via = apiKey.connection
  const reader = (await openReaders(storage.read, parts.keys))(via)
  await storage.write((trx) => receiveObject(trx, answer.object, { via, door: 'return', shape, reader, now: clock() }))
  await settle(storage, { id, shape, connection: via }, clock())
  await save(parts, row, afterAnswer(answer.object, row, clock()))
}

async function save({ storage, clock }: Parts, row: CheckoutReturn, { state, reason, wait }: Change): Promise<void> {
  const change = { state, reason, attempts: row.attempts + 1, next_attempt_at: clock() + wait }
  await storage.write((trx) => updateReturn(trx, row, change))
}

const waitForWebhook = ({ mode }: CheckoutReturn): Change => ({
  state: 'pending',
  reason: `No ${mode} key of Stripe is connected: waiting for a signed webhook with this session.`,
  wait: HOUR / 60,
})

export function afterFailure(
  answer: Exclude<Fetched, { kind: 'found' }>,
  { attempts }: Pick<CheckoutReturn, 'attempts'>,
): Change {
  if (answer.kind === 'missing') return { state: 'refused', reason: answer.sentence, wait: 0 }
  const wait = backOff(attempts, answer.kind === 'not_allowed' ? HOUR / 12 : 30 * SECOND)
  return { state: 'pending', reason: answer.sentence, wait }
}

export function afterAnswer(
  session: unknown,
  row: Pick<CheckoutReturn, 'attempts' | 'reported_at'>,
  now: number,
): Change {
  const status = at(session, 'status')
  const payment = at(session, 'payment_status')
  if (payment === 'paid') return { state: 'confirmed', reason: 'Stripe confirmed the payment.', wait: 0 }
  if (payment === 'no_payment_required')
    return { state: 'confirmed', reason: 'Nothing was to be paid: a trial, a free order or a setup.', wait: 0 }
  if (status === 'expired') return { state: 'refused', reason: 'The checkout expired without a payment.', wait: 0 }
  if (now - row.reported_at > GIVE_UP_AFTER)
    return { state: 'refused', reason: 'The payment did not arrive within 15 days.', wait: 0 }
  const reason =
    status === 'complete'
      ? 'The checkout is complete, the money is on its way (a bank debit takes days).'
      : 'The checkout is still open at Stripe.'
  return { state: 'pending', reason, wait: backOff(row.attempts, HOUR) }
}
