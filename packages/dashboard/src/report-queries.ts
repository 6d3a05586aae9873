// What is fetched for the reports; the old figures stay, dimmed, while those of other days or filters are on their way.
import type {
  BreakdownReport,
  CohortsReport,
  Dimension,
  FunnelReport,
  GoalsReport,
  JourneysReport,
  OverviewReport,
  PropertiesReport,
  SubscriptionsReport,
  TimeToPaymentReport,
  WentBackReport,
} from '@farthing/contract'
import { queryOptions } from '@tanstack/react-query'
import { isSameView, reportsKey } from './queries.ts'
import { type Asked, askReport } from './report-api.ts'

interface Reports extends Record<Dimension, BreakdownReport> {
  overview: OverviewReport
  goals: GoalsReport
  props: PropertiesReport
  journeys: JourneysReport
  'time-to-payment': TimeToPaymentReport
  cohorts: CohortsReport
  funnel: FunnelReport
  subscriptions: SubscriptionsReport
  'went-back': WentBackReport
}

interface Pace {
  staleTime: number
  refetchInterval: number | false
}
/** The others are not asked again by a clock: the overview tells when its figures moved, and they follow (`useFollow`). */
const following: Pace = { staleTime: 30_000, refetchInterval: false }
const leading: Pace = { staleTime: 1_000, refetchInterval: 5_000 }

export const reportQuery = <Name extends keyof Reports>(siteId: string, name: Name, asked: Asked, pace = following) =>
  queryOptions({
    queryKey: [...reportsKey(siteId), name, asked],
    queryFn: ({ signal }) => askReport<Reports[Name]>(siteId, name, asked, signal),
    placeholderData: (before, query) => (isSameView(query?.queryKey, siteId, asked) ? before : undefined),
    ...pace,
  })

export const overviewQuery = (siteId: string, asked: Asked) => reportQuery(siteId, 'overview', asked, leading)
