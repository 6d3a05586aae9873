// What pages show that no report of the collector is: the same as tables for spreadsheets. Money in minor units, times in UTC, as there.
import type { LiveMoment, PaymentDetail, PaymentRow, ReconcileAnswer } from '@farthing/contract'
import { toCsv } from './csv.ts'

const moment = (at: number): string => new Date(at).toISOString()

export const liveChannels = ({ channels }: LiveMoment): string =>
  toCsv(
    ['channel', 'visitors'],
    channels.map(({ channel, visitors }) => [channel, visitors]),
  )

export const livePages = ({ pages }: LiveMoment): string =>
  toCsv(
    ['page', 'visitors'],
    pages.map(({ page, visitors }) => [page, visitors]),
  )

export const paymentList = (payments: readonly PaymentRow[]): string =>
  toCsv(
    ['id', 'paid_at', 'mode', 'status', 'currency', 'gross', 'refunds', 'net', 'channel', 'source', 'campaign'],
    payments.map(({ id, paidAt, mode, status, currency, gross, refunds, net, attribution }) => {
      const touch = attribution.kind === 'attributed' ? attribution.touch : null
      const from = [touch?.channel ?? null, touch?.source ?? null, touch?.campaign ?? null]
      return [id, moment(paidAt), mode, status, currency, gross, refunds, net, ...from]
    }),
  )

/** A line for each day and currency that agree; of others a line for each id that makes the difference. */
export const reconciled = ({ rows }: ReconcileAnswer): string =>
  toCsv(
    ['day', 'currency', 'ledger', 'stripe', 'difference', 'id', 'kind', 'ledger_of_id', 'stripe_of_id'],
    rows.flatMap(({ day, currency, ledger, stripe, difference, items }) => {
      const sums = [day, currency, ledger, stripe, difference]
      if (items.length === 0) return [[...sums, null, null, null, null]]
      return items.map((item) => [...sums, item.id, item.kind, item.ledger, item.stripe])
    }),
  )

export const paymentVisits = ({ touches }: PaymentDetail): string =>
  toCsv(
    [
      'at',
      'session_id',
      'channel',
      'source',
      'medium',
      'campaign',
      'term',
      'content',
      'entry_page',
      'country',
      'device',
    ],
    touches.map((touch) => [
      ...[moment(touch.at), touch.sessionId, touch.channel, touch.source, touch.medium, touch.campaign],
      ...[touch.term, touch.content, touch.entryPage, touch.country, touch.device],
    ]),
  )

/** A line for each entry, and below it one for each thing that it was for. */
export const paymentEntries = ({ entries }: PaymentDetail): string =>
  toCsv(
    ['at', 'entry', 'kind', 'item', 'currency', 'amount', 'reported_currency', 'reported_amount'],
    entries.flatMap(({ at, id, kind, currency, amount, reported, lines }) => [
      [moment(at), id, kind, null, currency, amount, reported?.currency ?? null, reported?.amount ?? null],
      ...lines.map((line) => [
        ...[moment(at), id, kind, line.description ?? line.product ?? 'Not itemised', currency, line.amount],
        ...[null, null],
      ]),
    ]),
  )

export const paymentEvidence = ({ evidence }: PaymentDetail): string =>
  toCsv(
    ['evidence', 'grade', 'value', 'session_id', 'decides'],
    evidence.map(({ kind, grade, value, sessionId, chosen }) => [kind, grade, value, sessionId, chosen ? 'yes' : 'no']),
  )

export const paymentObjects = ({ objects }: PaymentDetail): string =>
  toCsv(
    ['id', 'kind', 'state', 'doors', 'created_at'],
    objects.map(({ id, kind, state, doors, createdAt }) => [
      ...[id, kind, state, doors.join(' ')],
      createdAt === null ? null : moment(createdAt),
    ]),
  )
