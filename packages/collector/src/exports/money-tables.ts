// The tables of the money: payments, the ledger, what was bought, and which visits earned it.
import { paymentLine } from '../attribution/payment-export.ts'
import { paymentRow } from '../attribution/payment-store.ts'
import type { Db } from '../storage/schema.ts'
import { daysOfMovements, movementsIn } from './days-store.ts'
import { creditsOf, entriesOf, linesOf, paymentKeysAfter, paymentsAfter, touchesOf } from './money-store.ts'
import { byDay, inOrder, type Piece } from './pieces.ts'
import { type ExportTable, type Extent, table } from './table.ts'
import { makeColumns, originColumns } from './view-tables.ts'

const modes = ['live', 'test'] as const
const paymentColumn = { paymentId: 'the payment, as in payments.csv' }
const entryColumn = { entryId: 'the entry, as in ledger.csv' }
const thingColumns = {
  productId: "Stripe's product; empty for shipping, and for what is not itemised",
  priceId: "Stripe's price",
}

type Payments = Awaited<ReturnType<typeof paymentsAfter>>
type Keys = Awaited<ReturnType<typeof paymentKeysAfter>>

async function* everyPayment(db: Db, { siteId, until }: Extent) {
  for (const mode of modes)
    for await (const { rows } of inOrder<Payments[number]>((after) =>
      paymentsAfter(db, { siteId, mode, until }, after),
    ))
      yield { rows: rows.map(lineOf) }
}

const lineOf = (row: Payments[number]) => ({
  ...paymentLine(paymentRow(row)),
  purpose: row.purpose,
  customerId: row.customer_id,
  subscriptionId: row.subscription_id,
  feeConverted: row.fees_reported,
  feeConvertedCurrency: row.fees_currency,
})

/** What belongs to payments, in their order, under the name by which they are known. */
async function* ofPayments<Row extends { payment_id: string }>(
  db: Db,
  { siteId, until }: Extent,
  read: (db: Db, payments: readonly string[]) => Promise<Row[]>,
): AsyncGenerator<Piece<Omit<Row, 'payment_id'> & { paymentId: string }>> {
  for (const mode of modes)
    for await (const { rows: keys } of inOrder<Keys[number]>((after) =>
      paymentKeysAfter(db, { siteId, mode, until }, after),
    )) {
      const found = Map.groupBy(
        await read(
          db,
          keys.map(({ id }) => id),
        ),
        (row) => row.payment_id,
      )
      yield {
        rows: keys.flatMap(({ id, paymentId }) =>
          (found.get(id) ?? []).map(({ payment_id: _, ...row }) => ({ ...row, paymentId })),
        ),
      }
    }
}

const payments = table({
  file: 'payments.csv',
  about: 'One line for each payment, in the order in which they were paid: live ones first, then those in test mode.',
  columns: {
    id: "the payment: Stripe's id of it, or the one that your server told",
    mode: 'live or test',
    status: 'paid, partially_refunded, refunded, pending, failed or out_of_band',
    paidAt: 'when it was paid',
    currency: 'of the amounts',
    gross: "what the customer's money was before anything went back, in minor units",
    refunds: 'what went back, in minor units; never above 0',
    net: 'gross and refunds together, in minor units',
    outside: 'what was paid without Stripe, in minor units; it is in no total',
    fee: 'what Stripe kept, in minor units; empty when it is not known, or in several currencies',
    feeCurrency: 'of the fee: the currency in which Stripe pays out',
    feeConverted: "all that Stripe kept in the site's currency, at the rate of the day; empty when that is not known",
    feeConvertedCurrency: "of the converted fee: the site's",
    description: 'what the shop says that it sold',
    purpose: 'one_off, or of a subscription: first, renewal or change',
    customerId: "Stripe's customer",
    subscriptionId: "Stripe's subscription",
    evidence: 'by what it is attributed to a visit',
    grade: 'how good the evidence is; 1 is the best',
    unattributed: 'why it is attributed to no visit',
    sessionId: 'the visit to which the evidence leads, as in visits.csv',
    visitedAt: 'when that visit began',
    channel: 'where that visit came from',
    source: 'its source',
    medium: 'its medium',
    campaign: 'its campaign',
    entryPage: 'the path of its first page',
  },
  pieces: everyPayment,
})

const ledger = table({
  file: 'ledger.csv',
  about: 'One line for each entry of the ledger, by payment. The amounts of a payment sum to its net.',
  columns: {
    ...paymentColumn,
    entryId: 'the entry',
    mode: 'live or test',
    kind: 'charge, balance_applied (paid from credit), refund, credit_note, dispute, or reversal (of a dispute)',
    amount: 'in minor units, with its sign',
    currency: 'of the amount',
    at: 'when',
    day: "the day, in the site's time zone",
    converted: "the amount in the site's currency, at the rate of the day; empty when there is no rate",
    convertedCurrency: "of the converted amount: the site's",
  },
  pieces: (db, extent) => ofPayments(db, extent, entriesOf),
})

const lineItems = table({
  file: 'line-items.csv',
  about: 'What each entry was paid for. The lines of an entry sum to it.',
  columns: {
    ...paymentColumn,
    ...entryColumn,
    line: 'which line of the entry; the first is 0',
    ...thingColumns,
    description: 'what the shop calls it',
    amount: 'in minor units, with its sign',
    currency: 'of the amount',
  },
  pieces: (db, extent) => ofPayments(db, extent, linesOf),
})

const touches = table({
  file: 'touches.csv',
  about:
    'The visits that led to each payment, as they were when that was found out, also those that are forgotten since.',
  columns: {
    ...paymentColumn,
    touch: '0 is the visit to which the evidence leads, 1 the one before it, and so on back in time',
    sessionId: 'the visit, as in visits.csv',
    at: 'when it began',
    ...originColumns,
    host: 'the host of its first page',
    entryPage: 'the path of its first page',
    ...makeColumns,
  },
  pieces: (db, extent) => ofPayments(db, extent, touchesOf),
})

const models = {
  first: 'first touch',
  last: 'last touch',
  lastNonDirect: 'last touch that was not direct',
  linear: 'linear',
  positionBased: 'position based',
  timeDecay: 'time decay',
}
const given = (model: string) => `by the model ${model}, in minor units`
const givenConverted = (model: string) => `the same by the model ${model}, in the site's currency`
const givenFee = (model: string) => `what Stripe kept of it by the model ${model}, in the site's currency`

const credits = table({
  file: 'credits.csv',
  about:
    'What each model of attribution gives of an entry to each touch, by what was bought. For each model they sum to the entry.',
  columns: {
    ...paymentColumn,
    ...entryColumn,
    touch: 'the touch, as in touches.csv; empty: no visit is known to have earned it',
    sessionId: 'the visit of that touch',
    ...thingColumns,
    kind: 'of the entry',
    day: 'of the entry',
    currency: 'of the entry',
    first: given(models.first),
    last: given(models.last),
    lastNonDirect: given(models.lastNonDirect),
    linear: given(models.linear),
    positionBased: given(models.positionBased),
    timeDecay: given(models.timeDecay),
    convertedCurrency: "the site's currency",
    firstConverted: givenConverted(models.first),
    lastConverted: givenConverted(models.last),
    lastNonDirectConverted: givenConverted(models.lastNonDirect),
    linearConverted: givenConverted(models.linear),
    positionBasedConverted: givenConverted(models.positionBased),
    timeDecayConverted: givenConverted(models.timeDecay),
    firstFee: givenFee(models.first),
    lastFee: givenFee(models.last),
    lastNonDirectFee: givenFee(models.lastNonDirect),
    linearFee: givenFee(models.linear),
    positionBasedFee: givenFee(models.positionBased),
    timeDecayFee: givenFee(models.timeDecay),
  },
  pieces: (db, extent) => ofPayments(db, extent, creditsOf),
})

const subscriptions = table({
  file: 'subscriptions.csv',
  about: 'One line for each movement of monthly recurring revenue (MRR).',
  columns: {
    subscriptionId: "Stripe's subscription",
    movement: 'which movement of the subscription; the first is 0',
    mode: 'live or test',
    kind: 'trial_start, trial_converted, new, expansion, contraction, churn or reactivation',
    at: 'when',
    day: "the day, in the site's time zone",
    currency: 'of the amounts',
    mrrBefore: 'what it brought a month before, in minor units',
    mrrAfter: 'what it brings a month from then on, in minor units',
    paymentId: 'the payment to whose visit it is credited, as in payments.csv',
  },
  pieces: async function* (db, { siteId }) {
    for (const mode of modes)
      yield* byDay(await daysOfMovements(db, siteId, mode), (days) => movementsIn(db, siteId, mode, days))
  },
})

export const moneyTables: readonly ExportTable[] = [payments, ledger, lineItems, touches, credits, subscriptions]
