// The state of the view as the URL holds it, and the way to change it.
import type { AttributionModel, Site } from '@farthing/contract'
import { useSearchParams } from 'react-router'
import type { Scope } from '../api.ts'
import { resolveRange } from '../range.ts'
import type { Asked } from '../report-api.ts'
import { type Figure, models, readState, type ViewState, writeState } from '../url-state.ts'
import { useToday } from './use-today.ts'

export interface View {
  state: ViewState
  scope: Scope
  /** What every report of this view is asked. */
  asked: Asked
  today: string
  /** Of the site's settings: another one shows what it moves. */
  usualModel: AttributionModel
  change: (change: Partial<ViewState>) => void
}

export function useView(site: Site): View {
  const [params, setParams] = useSearchParams()
  const today = useToday(site.timeZone)
  const usualModel = site.defaultModel ?? models[0]
  const state = readState(params, usualModel)
  const scope = { ...resolveRange(state.range, today), mode: state.mode ?? site.defaultMode }
  const { filters, model, goal, money } = state
  return {
    state,
    usualModel,
    today,
    scope,
    asked: { ...scope, filters, model, goal, ...(money === 'client' ? { extras: ['client'] } : {}) },
    change: (change) => setParams((now) => writeState(now, change, usualModel), { preventScrollReset: true }),
  }
}

/** What every part of the overview is told. */
export interface Shown {
  site: Site
  view: View
  currency: string
  figure: Figure
}
