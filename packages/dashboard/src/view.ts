// What a view shows: what the URL says of it, on the day that it is at the site.
import type { AttributionModel, Site } from '@farthing/contract'
import type { Scope } from './api.ts'
import { resolveRange } from './range.ts'
import type { Asked } from './report-api.ts'
import { chooseInterval } from './series.ts'
import { models, readState, type ViewState } from './url-state.ts'

export interface Look {
  state: ViewState
  scope: Scope
  /** What every report of this view is asked. */
  asked: Asked
  today: string
  /** Of the site's settings: another one shows what it moves. */
  usualModel: AttributionModel
}

export function lookOf(site: Site, params: URLSearchParams, today: string): Look {
  const usualModel = site.defaultModel ?? models[0]
  const state = readState(params, usualModel)
  const scope = { ...resolveRange(state.range, today), mode: state.mode ?? site.defaultMode }
  const { filters, model, goal, money } = state
  const asked = { ...scope, filters, model, goal, ...(money === 'client' ? { extras: ['client' as const] } : {}) }
  return { state, scope, asked, today, usualModel }
}

/** What the overview's figures and their chart are made of. */
export function overviewAsked({ state: { compare, interval }, scope, asked }: Look): Asked {
  return { ...asked, interval: chooseInterval(interval, scope), ...(compare === 'none' ? {} : { compare }) }
}

/** Views and payments have arrived: there is nothing left to set up. */
export const isComplete = (site: Site): boolean => site.hasViews && site.hasPayments

/** Nothing was ever measured: a page of zeros would only hide what to do next. */
export const isBare = (site: Site): boolean => !site.hasViews && !site.hasPayments
