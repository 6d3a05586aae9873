// Which figures of a row can be shown as columns, what each means, and how rows are put in order by one.
import type { BreakdownRow, Dimension, Extra } from '@farthing/contract'
import { isProp } from './filters.ts'
import { formatCount, formatFigure } from './format.ts'
import { isOfMoney } from './report-words.ts'
import type { Figure } from './url-state.ts'

export const columns = [
  ...(['visitors', 'visits', 'views', 'bounce', 'duration', 'conversion'] as const),
  ...(['payments', 'gross', 'refunds', 'net', 'fees', 'per_visitor', 'order_value'] as const),
  ...(['client', 'customers', 'lifetime', 'per_customer'] as const),
] as const
export type Column = (typeof columns)[number]

interface ColumnWords {
  title: string
  about: string
  /** Written as this figure of the overview is. */
  as: Figure
}

const words = (title: string, about: string, as: Figure = 'visits'): ColumnWords => ({ title, about, as })

/** Money is in the site's currency, at the rates that are frozen: rows are only put in order by what can be compared. */
export const columnWords: Record<Column, ColumnWords> = {
  visitors: words('Visitors', 'One for each day.'),
  visits: words('Visits', 'Views without a gap of half an hour.'),
  views: words('Views', 'Pages that were seen.'),
  bounce: words('Bounce', 'Visits of a single view.', 'bounce'),
  duration: words('Time', 'From the first to the last view, on average.', 'duration'),
  conversion: words('Conv.', 'Visits that reached the goal.', 'conversion'),
  payments: words('Payments', 'Those that the model credits to the row.'),
  gross: words('Gross', 'Before anything went back.', 'revenue'),
  refunds: words('Refunds', 'Refunds, chargebacks and credit notes.', 'revenue'),
  net: words('Net', 'Gross, less what went back.', 'revenue'),
  fees: words('Fees', 'What Stripe kept, where the key may read it. Not taken off the net.', 'revenue'),
  per_visitor: words('Per visitor', 'Net by visitor.', 'revenue'),
  order_value: words('Order value', 'Gross by payment.', 'revenue'),
  client: words('Client-side', 'What your pages said they sold, beside Stripe’s figure.', 'revenue'),
  customers: words('New customers', 'Whose first known visit is one of the row, in these days.'),
  lifetime: words('Lifetime value', 'What those customers paid in all, until now.', 'revenue'),
  per_customer: words('Per customer', 'Lifetime value by new customer.', 'revenue'),
}

export const usualColumns: Column[] = ['visitors', 'conversion', 'payments', 'net', 'fees', 'client', 'per_customer']

const isColumn = (text: string): text is Column => columns.some((one) => one === text)

const ofCustomers: readonly Column[] = ['customers', 'lifetime', 'per_customer']

/** A customer was acquired by a visit: not by one of its pages, by what it said, or by what was sold. */
export const columnsBy = (by: Dimension): readonly Column[] =>
  isOfMoney(by) || by === 'pages' || isProp(by) ? columns.filter((one) => !ofCustomers.includes(one)) : columns

/** In their own order, however they were named; none is no table. */
export function readColumns(text: string | null): Column[] {
  const named = (text ?? '').split(',').filter(isColumn)
  return named.length === 0 ? usualColumns : columns.filter((one) => named.includes(one))
}

/** Null: as usual, which needs no place in the address. */
export function writeColumns(chosen: readonly Column[]): string | null {
  const ordered = columns.filter((one) => chosen.includes(one)).join(',')
  return ordered === '' || ordered === usualColumns.join(',') ? null : ordered
}

/** What costs more is counted only for a column that shows it. */
export function extrasOf(chosen: readonly Column[]): Extra[] {
  const lifetime = chosen.some((one) => ofCustomers.includes(one))
  return [...(chosen.includes('client') ? (['client'] as const) : []), ...(lifetime ? (['lifetime'] as const) : [])]
}

/** Null: there is nothing to divide by, or nothing is known. */
export function columnValue(row: BreakdownRow, column: Column, currency: string): number | null {
  const { visits, reported, lifetime } = row
  switch (column) {
    case 'visitors':
    case 'visits':
    case 'views':
    case 'payments':
    case 'conversion':
      return row[column]
    case 'bounce':
      return visits === 0 ? null : row.bounces / visits
    case 'duration':
      return visits === 0 ? null : row.durationMs / visits
    case 'gross':
    case 'refunds':
    case 'net':
      return reported[column]
    case 'fees':
      return reported.feesOf === 0 ? null : reported.fees
    case 'per_visitor':
      return reported.perVisitor
    case 'order_value':
      return reported.perPayment
    case 'client':
      return row.client?.find((one) => one.currency === currency)?.amount ?? null
    case 'customers':
      return lifetime?.customers ?? null
    case 'lifetime':
      return lifetime === undefined || lifetime.customers === 0 ? null : lifetime.net
    case 'per_customer':
      return lifetime?.perCustomer ?? null
  }
}

/** Of which payments the fees are not in the sum: Stripe did not tell them, or told them in a currency without a rate. */
export function feeNotes({ payments, reported: { feesOf, feesUnconverted } }: BreakdownRow): string[] {
  return [
    ...(feesOf > 0 && feesOf < payments ? [`of ${formatCount(feesOf)} payments`] : []),
    ...(feesUnconverted > 0 ? [`${formatCount(feesUnconverted)} not converted`] : []),
  ]
}

export const formatColumn = (column: Column, value: number | null, currency: string, locale?: string): string =>
  formatFigure(columnWords[column].as, value, currency, locale)

export interface Order {
  column: Column
  direction: 'falling' | 'rising'
}

/** `net` or `-net`; null: as the collector gives them, by revenue. */
export function readOrder(text: string | null): Order | null {
  const column = (text ?? '').replace(/^-/, '')
  if (!isColumn(column)) return null
  return { column, direction: text?.startsWith('-') ? 'falling' : 'rising' }
}

/** Largest first, then smallest first, then as it was. */
export function nextOrder(order: Order | null, column: Column): string | null {
  if (order?.column !== column) return `-${column}`
  return order.direction === 'falling' ? column : null
}

/** What is not known, or not for these eyes, comes last either way. */
export function inOrder(rows: readonly BreakdownRow[], order: Order | null, currency: string): BreakdownRow[] {
  if (order === null) return [...rows]
  const sign = order.direction === 'falling' ? -1 : 1
  const known = (row: BreakdownRow) => {
    const value = columnValue(row, order.column, currency)
    return value === null || Number.isNaN(value) ? null : value
  }
  return [...rows].sort((one, other) => {
    const [mine, theirs] = [known(one), known(other)]
    if (mine === null || theirs === null) return Number(mine === null) - Number(theirs === null)
    return sign * (mine - theirs)
  })
}
