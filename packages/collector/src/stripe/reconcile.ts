// The ledger against Stripe: reads Stripe's lists newest first and the ledger's days beside them, and keeps no more than
// the days that are still open. Charges are held against charges and not balance transactions, which are in the currency
// of the payout and come up to an hour late (STRIPE.md 1.3 "Which number").
import type { Mode, NotCompared, ReconcileAnswer, ReconcileKind } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import type { SiteRecord } from '../sites/site.ts'
import { accountsOfSite } from './account.ts'
import type { Answered, StripeApi } from './client.ts'
import { compareList, type Run } from './compare-list.ts'
import { apiKeyOf } from './connection.ts'
import { rowsOf, totalsOf } from './reconcile-difference.ts'
import { daysToReconcile } from './reconcile-range.ts'
import { hasStandIns } from './reconcile-store.ts'

export interface ReconcileAsk {
  from?: string | undefined
  to?: string | undefined
  mode?: Mode | undefined
}

type Basis = ReconcileAnswer['basis']
interface Part {
  path: 'charges' | 'payment_intents' | 'refunds' | 'disputes'
  kinds: ReconcileKind[]
  lookbackDays: number
  expand?: readonly string[]
}

/** A bank debit settles, and an authorisation is captured, up to a fortnight after its charge was made. */
const LONG = 15
const CHARGES: Part = { path: 'charges', kinds: ['charge', 'reversal'], lookbackDays: LONG }
const INTENTS: Part = { path: 'payment_intents', kinds: ['charge'], lookbackDays: LONG }
/** Only its charge says whether there was money to give back. */
const REFUNDS: Part = { path: 'refunds', kinds: ['refund'], lookbackDays: 1, expand: ['data.charge'] }
const DISPUTES: Part = { path: 'disputes', kinds: ['dispute'], lookbackDays: 1 }

export async function reconcile(
  parts: Parts,
  api: StripeApi,
  site: SiteRecord,
  ask: ReconcileAsk,
  waitsMs?: readonly number[],
): Promise<ReconcileAnswer> {
  const { storage, clock } = parts
  const now = clock()
  const days = daysToReconcile(ask, now, site.timeZone)
  const apiKey = await apiKeyOf(storage.read, parts, site.id)
  if (!apiKey)
    throw new Refusal(
      'no_key',
      'To compare, Farthing asks Stripe: connect a restricted key that may read charges first.',
    )
  const mode = ask.mode ?? apiKey.mode
  if (mode !== apiKey.mode)
    throw new Refusal('other_mode', `The connected key is a ${apiKey.mode} key: it cannot tell about ${mode} payments.`)
  const accounts = await accountsOfSite(storage.read, site.id)
  const run: Run = {
    db: storage.read,
    asking: { api, apiKey: apiKey.key, ...(waitsMs ? { waitsMs } : {}) },
    site,
    days,
    mode,
    accounts,
    standIns: await hasStandIns(storage.read, accounts, mode),
    table: new Map(),
    lookups: { left: 500 },
  }
  const sides = await compareAll(run)
  const rows = rowsOf(run.table)
  return {
    range: { ...days, timeZone: site.timeZone, mode },
    mode,
    at: now,
    ...sides,
    rows,
    totals: totalsOf(rows),
  }
}

type Sides = Pick<ReconcileAnswer, 'basis' | 'compared' | 'notCompared'>

async function compareAll(run: Run): Promise<Sides> {
  const notCompared: NotCompared[] = []
  const compared: ReconcileKind[] = []
  const tryPart = async (part: Part, otherwise: NotCompared | null): Promise<boolean> => {
    const refusal = await compareList(run, part)
    if (refusal === null) compared.push(...part.kinds)
    else if (otherwise) notCompared.push({ ...otherwise, ...whyNot(refusal, otherwise) })
    return refusal === null
  }
  let basis: Basis = (await tryPart(CHARGES, null)) ? 'charges' : null
  if (basis === null) {
    notCompared.push(noReversals)
    if (await tryPart(INTENTS, noMoney)) basis = 'payment_intents'
  }
  await tryPart(REFUNDS, noRefunds)
  await tryPart(DISPUTES, noDisputes)
  return { basis, compared, notCompared }
}

const noMoney: NotCompared = {
  kinds: ['charge'],
  permission: 'rak_charge_read',
  sentence: 'Payments were not compared: the key may read neither charges nor PaymentIntents.',
}
const noReversals: NotCompared = {
  kinds: ['reversal'],
  permission: 'rak_charge_read',
  sentence:
    'The key may not read charges, so payments were compared by their PaymentIntents. Bank debits that were taken back later, and payments made without a PaymentIntent, were not compared.',
}
const noRefunds: NotCompared = {
  kinds: ['refund'],
  permission: 'rak_charge_read',
  sentence:
    'Refunds were not compared: the key may not read charges and refunds. A refund whose webhook was lost would not show here.',
}
const noDisputes: NotCompared = {
  kinds: ['dispute'],
  permission: 'rak_dispute_read',
  sentence: 'Chargebacks were not compared: the key may not read disputes.',
}

/** A missing right is what it was expected to be; anything else is said in Stripe's words. */
function whyNot(refusal: Exclude<Answered, { kind: 'found' }>, { kinds }: NotCompared): Partial<NotCompared> {
  if (refusal.kind === 'invalid_key') throw new Refusal('invalid_key', refusal.sentence)
  if (refusal.kind === 'unavailable')
    throw new Refusal('stripe_unavailable', `${refusal.sentence} Nothing was compared; try again in a minute.`, 60)
  if (refusal.kind === 'not_allowed') return refusal.permission ? { permission: refusal.permission } : {}
  return { permission: null, sentence: `Not compared (${kinds.join(', ')}). ${refusal.sentence}` }
}
