// What of the view is in the URL, and how: a link shows the other person the same thing. Unknown parameters are kept.
import type { Mode } from '@farthing/contract'
import { isDay, type Preset, presets, type RangeChoice } from './range.ts'

export const figures = ['revenue', 'visitors', 'visits', 'views', 'conversion'] as const
export type Figure = (typeof figures)[number]

/** `mode` and `figure` null: not chosen; the site's default and the data decide. */
export interface ViewState {
  range: RangeChoice
  mode: Mode | null
  figure: Figure | null
}

const DEFAULT_PRESET: Preset = '30d'

export function readState(params: URLSearchParams): ViewState {
  const mode = params.get('mode')
  return {
    range: readRange(params),
    mode: mode === 'live' || mode === 'test' ? mode : null,
    figure: figures.find((figure) => figure === params.get('figure')) ?? null,
  }
}

export function writeState(params: URLSearchParams, change: Partial<ViewState>): URLSearchParams {
  const next = new URLSearchParams(params)
  if (change.range !== undefined) writeRange(next, change.range)
  if (change.mode !== undefined) put(next, 'mode', change.mode)
  if (change.figure !== undefined) put(next, 'figure', change.figure)
  return next
}

/** Where to go after signing in: only a path of this origin, so that a link cannot lead elsewhere. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])[^\\\s]*$/.test(next) ? next : '/'
}

function readRange(params: URLSearchParams): RangeChoice {
  const from = params.get('from') ?? ''
  const to = params.get('to') ?? ''
  if (isDay(from) && isDay(to) && from <= to) return { kind: 'custom', from, to }
  return { kind: 'preset', preset: presets.find((preset) => preset === params.get('range')) ?? DEFAULT_PRESET }
}

function writeRange(params: URLSearchParams, range: RangeChoice): void {
  put(params, 'range', range.kind === 'preset' && range.preset !== DEFAULT_PRESET ? range.preset : null)
  put(params, 'from', range.kind === 'custom' ? range.from : null)
  put(params, 'to', range.kind === 'custom' ? range.to : null)
}

function put(params: URLSearchParams, name: string, value: string | null): void {
  if (value === null) params.delete(name)
  else params.set(name, value)
}
