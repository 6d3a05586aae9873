// The figures of a day or a week that is over, as the reports count them.
import type { Figures, Mode } from '@farthing/contract'
import { breakdown } from '../reports/breakdown.ts'
import { overview } from '../reports/overview.ts'
import type { Scope } from '../reports/scope.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import type { Summary } from './said.ts'

const MOST_CHANNELS = 5

interface Wanted {
  kind: Summary['kind']
  mode: Mode
  from: string
  to: string
}

export async function summaryOf(db: Db, site: SiteRecord, { kind, mode, from, to }: Wanted): Promise<Summary> {
  const { id: siteId, timeZone, currency } = site
  const scope: Scope = {
    ...{ siteId, timeZone, currency, mode, from, to },
    ...{ filters: [], goal: { kind: 'payment' }, model: 'last_non_direct', refunds: 'own' },
  }
  const { totals, compared } = await overview(db, scope, { interval: 'day', compare: 'previous' })
  const { rows } = await breakdown(db, scope, 'channels')
  const figures = (of: Pick<Figures, 'visitors' | 'payments' | 'reported'>) => ({
    visitors: of.visitors,
    payments: of.payments,
    net: { amount: of.reported.net, currency },
  })
  const channels = rows.slice(0, MOST_CHANNELS).map((row) => ({
    name: row.name ?? 'Unattributed',
    visitors: row.visitors,
    net: { amount: row.reported.net, currency },
  }))
  const before = compared ? figures(compared.totals) : { visitors: 0, payments: 0, net: null }
  return { kind, from, to, mode, ...figures(totals), before, channels }
}
