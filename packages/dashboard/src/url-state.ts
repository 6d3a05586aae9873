// What of the view is in the URL, and how: a link shows the other person the same thing. Unknown parameters are kept.
import type { AttributionModel, Breakdown, Filter, Interval, Mode } from '@farthing/contract'
import { readFilter, writeFilter } from './filters.ts'
import { isDay, type Preset, presets, type RangeChoice } from './range.ts'
import { isDimension } from './report-words.ts'

export const figures = [
  'revenue',
  'visitors',
  'visits',
  'views',
  'conversion',
  'bounce',
  'duration',
  'order_value',
  'per_visitor',
] as const
export type Figure = (typeof figures)[number]

/** Which money "revenue" is: in its own currency, or all of it in the site's; `client` is what the pages told. */
export const moneyKinds = ['net', 'gross', 'refunds', 'reported', 'client'] as const
export type MoneyKind = (typeof moneyKinds)[number]

export const comparings = ['previous', 'year', 'none'] as const
export type Comparing = (typeof comparings)[number]

export const models = [
  'last_non_direct',
  'last',
  'first',
  'linear',
  'position_based',
  'time_decay',
] as const satisfies readonly AttributionModel[]

const intervals = ['hour', 'day', 'week', 'month'] as const satisfies readonly Interval[]

/** `mode`, `figure` and `interval` null: not chosen; the site's default, the data and the days decide. */
export interface ViewState {
  range: RangeChoice
  mode: Mode | null
  figure: Figure | null
  money: MoneyKind
  compare: Comparing
  interval: Interval | null
  model: AttributionModel
  /** `payment`, `event:Name` or `page:/path`. */
  goal: string
  filters: Filter[]
  /** Of each panel that shows another dimension than its first, which. */
  tabs: Array<Breakdown | 'goals'>
}

const DEFAULT_PRESET: Preset = '30d'

/** `usual`: the attribution model of the site's settings. */
export function readState(params: URLSearchParams, usual: AttributionModel = models[0]): ViewState {
  const mode = params.get('mode')
  const goal = params.get('goal') ?? ''
  return {
    range: readRange(params),
    mode: mode === 'live' || mode === 'test' ? mode : null,
    figure: oneOf(figures, params.get('figure')) ?? null,
    money: oneOf(moneyKinds, params.get('money')) ?? 'net',
    compare: oneOf(comparings, params.get('compare')) ?? 'previous',
    interval: oneOf(intervals, params.get('interval')) ?? null,
    model: oneOf(models, params.get('model')) ?? usual,
    goal: /^(event|page):./s.test(goal) ? goal : 'payment',
    filters: params.getAll('filter').flatMap((text) => readFilter(text) ?? []),
    tabs: (params.get('tabs') ?? '').split(',').filter(isTab),
  }
}

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((one) => one === text)

const isTab = (text: string): text is ViewState['tabs'][number] => isDimension(text) || text === 'goals'

export function writeState(
  params: URLSearchParams,
  change: Partial<ViewState>,
  usual: AttributionModel = models[0],
): URLSearchParams {
  const next = new URLSearchParams(params)
  const { range, filters, tabs } = change
  if (range !== undefined) writeRange(next, range)
  put(next, 'mode', change.mode)
  put(next, 'figure', change.figure)
  put(next, 'interval', change.interval)
  put(next, 'money', change.money, 'net')
  put(next, 'compare', change.compare, 'previous')
  put(next, 'model', change.model, usual)
  put(next, 'goal', change.goal, 'payment')
  put(next, 'tabs', tabs?.join(','), '')
  if (filters !== undefined) {
    next.delete('filter')
    for (const filter of filters) next.append('filter', writeFilter(filter))
  }
  return next
}

/** What means the same on every page of a site: it goes along from one to the next. */
export function keptSearch(search: string): string {
  const now = new URLSearchParams(search)
  const next = new URLSearchParams()
  for (const name of ['range', 'from', 'to', 'mode', 'filter', 'model'])
    for (const value of now.getAll(name)) next.append(name, value)
  return next.toString()
}

/** Where to go after signing in: only a path of this origin, so that a link cannot lead elsewhere. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])[^\\\s]*$/.test(next) ? next : '/'
}

function readRange(params: URLSearchParams): RangeChoice {
  const from = params.get('from') ?? ''
  const to = params.get('to') ?? ''
  if (isDay(from) && isDay(to) && from <= to) return { kind: 'custom', from, to }
  return { kind: 'preset', preset: oneOf(presets, params.get('range')) ?? DEFAULT_PRESET }
}

function writeRange(params: URLSearchParams, range: RangeChoice): void {
  put(params, 'range', range.kind === 'preset' ? range.preset : null, DEFAULT_PRESET)
  put(params, 'from', range.kind === 'custom' ? range.from : null)
  put(params, 'to', range.kind === 'custom' ? range.to : null)
}

/** Undefined leaves it; null, and what is usual anyway, is not written. */
function put(params: URLSearchParams, name: string, value: string | null | undefined, usual?: string): void {
  if (value === undefined) return
  if (value === null || value === usual) params.delete(name)
  else params.set(name, value)
}
