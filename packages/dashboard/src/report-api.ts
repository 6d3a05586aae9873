// How reports are asked for: one path for the screen, and the same with `format=csv` for a file.
import type { AttributionModel, Comparison, Extra, Filter, Interval } from '@farthing/contract'
import { get, type Scope, site } from './api.ts'
import { writeDimension, writeFilter } from './filters.ts'

/** What is left out is the collector's default. */
export interface Asked extends Scope {
  filters?: Filter[]
  model?: AttributionModel
  goal?: string
  compare?: Comparison
  interval?: Interval
  steps?: string[]
  /** How many rows; left out, as many as the collector gives at once. */
  limit?: number
  /** What costs more and is only counted when asked for. */
  extras?: Extra[]
}

export function reportPath(siteId: string, name: string, asked: Asked, format?: 'csv'): string {
  const { filters = [], steps = [], extras = [], ...plain } = asked
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...plain, format }))
    if (value !== undefined) params.set(key, String(value))
  for (const filter of filters) params.append('filter', writeFilter(filter))
  for (const step of steps) params.append('step', step)
  for (const extra of extras) params.append('with', extra)
  return `${site(siteId)}/reports/${writeDimension(name)}?${params}`
}

export const askReport = <Report>(siteId: string, name: string, asked: Asked, signal: AbortSignal): Promise<Report> =>
  get<Report>(reportPath(siteId, name, asked), signal)
