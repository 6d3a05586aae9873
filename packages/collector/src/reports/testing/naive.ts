// The same reports counted the slow way, from the world itself and without a database.
import type { Figures, Mode } from '@farthing/contract'
import {
  dayIn,
  entriesOf,
  type MadePayment,
  type MadeVisit,
  site,
  touchedVisit,
  visitorIdOf,
  type World,
} from './world.ts'

export interface Question {
  from: string
  to: string
  mode: Mode
  ofVisit: (visit: MadeVisit) => string | null
  ofPayment: (touched: MadeVisit | null, day: string) => string | null
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
const distinct = <T>(values: T[]) => [...new Set(values)]

export function naiveFigures(world: World, question: Question, key: string | null): Figures {
  const inRange = (at: number) => dayIn(at) >= question.from && dayIn(at) <= question.to
  const visits = world.visits.filter(
    (visit) => visit.siteId === site.id && inRange(visit.at) && question.ofVisit(visit) === key,
  )
  const entries = world.payments
    .filter((payment) => payment.siteId === site.id && payment.mode === question.mode)
    .flatMap((payment) => entriesOf(payment).map((entry) => ({ ...entry, payment })))
    .filter(({ at }) => inRange(at))
    .filter(({ at, payment }) => question.ofPayment(touchedVisit(world, payment)?.visit ?? null, dayIn(at)) === key)
  const paid = distinct(
    entries.filter(({ kind, payment }) => isIn(kind) && isPaid(payment)).map(({ payment }) => payment),
  )
  const paying = distinct(paid.flatMap((payment) => touchedVisit(world, payment)?.id ?? []))
  const currencies = distinct(entries.map(({ payment }) => payment.currency))
  return {
    visitors: distinct(visits.map(visitorIdOf)).length,
    visits: visits.length,
    views: sum(visits.map(({ views }) => views)),
    payments: paid.length,
    conversion: visits.length === 0 ? null : Math.min(1, paying.length / visits.length),
    revenue: currencies
      .sort((a, b) => (a === site.currency ? -1 : b === site.currency ? 1 : a < b ? -1 : 1))
      .map((currency) => {
        const own = entries.filter(({ payment }) => payment.currency === currency)
        const gross = sum(own.filter(({ kind }) => isIn(kind)).map(({ amount }) => amount))
        const refunds = sum(own.filter(({ kind }) => !isIn(kind)).map(({ amount }) => amount))
        return { currency, gross, refunds, net: gross + refunds }
      }),
  }
}

const isIn = (kind: string) => kind === 'charge' || kind === 'balance_applied'
export const isPaid = ({ status }: MadePayment) => status !== 'pending' && status !== 'failed'
