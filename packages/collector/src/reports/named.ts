// The reports by their names, for every door: the last part of the address, and what `farthing report` is asked for.
import { breakdownSchema, funnelQuerySchema } from '@farthing/contract'
import { parseQuery } from '../http/validate.ts'
import type { Db } from '../storage/schema.ts'
import { adCosts } from './ad-costs.ts'
import type { Asked } from './asked.ts'
import { breakdown } from './breakdown.ts'
import { cohorts } from './cohorts.ts'
import { funnel } from './funnel.ts'
import { goals } from './goals.ts'
import { journeys, timeToPayment } from './journeys.ts'
import { overview } from './overview.ts'
import { properties } from './properties.ts'
import { splitTest } from './split-tests.ts'
import { subscriptions } from './subscriptions.ts'
import { wentBack } from './went-back.ts'

export interface NamedReport {
  /** With a place for a name: `props/:prop`. */
  path: string
  /** `name`: what stands at that place; empty where there is none. */
  answer(db: Db, asked: Asked, name: string): Promise<object>
}

const report = (path: string, answer: NamedReport['answer']): NamedReport => ({ path, answer })

export const reports: readonly NamedReport[] = [
  report('overview', (db, { scope, query }) => overview(db, scope, query)),
  report('went-back', (db, { scope }) => wentBack(db, scope)),
  report('subscriptions', (db, { scope }) => subscriptions(db, scope)),
  report('journeys', (db, { scope }) => journeys(db, scope)),
  report('time-to-payment', (db, { scope }) => timeToPayment(db, scope)),
  report('cohorts', (db, { scope }) => cohorts(db, scope)),
  report('ad-costs', (db, { scope }) => adCosts(db, scope)),
  report('goals', (db, { scope }) => goals(db, scope)),
  report('funnel', (db, { scope, given }) => funnel(db, scope, parseQuery(funnelQuerySchema, given).step)),
  ...breakdownSchema.options.map((by) => report(by, (db, { scope, query }) => breakdown(db, scope, by, query.with))),
  report('props', (db, { scope }) => properties(db, scope)),
  report('props/:prop', (db, { scope, query }, prop) => breakdown(db, scope, `props/${prop}`, query.with)),
  report('variants/:test', (db, { scope, query }, test) => breakdown(db, scope, `variants/${test}`, query.with)),
  report('split-tests/:test', (db, { scope, query }, test) => splitTest(db, scope, test, query)),
]

/** `asked`: `channels`, or with a name `props/plan`. Null: there is no such report. */
export function reportNamed(asked: string): { answer: NamedReport['answer']; name: string } | null {
  const [head = '', ...rest] = asked.split('/')
  const name = rest.join('/')
  const found = reports.find(({ path }) => (name === '' ? path === asked : path.startsWith(`${head}/:`)))
  return found ? { answer: found.answer, name } : null
}
