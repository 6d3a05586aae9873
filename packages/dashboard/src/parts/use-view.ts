// The state of the view as the URL holds it, and the way to change it.
import type { Site } from '@farthing/contract'
import { useSearchParams } from 'react-router'
import { type Figure, type ViewState, writeState } from '../url-state.ts'
import { type Look, lookOf } from '../view.ts'
import { useToday } from './use-today.ts'

export interface View extends Look {
  change: (change: Partial<ViewState>) => void
}

export function useView(site: Site): View {
  const [params, setParams] = useSearchParams()
  const look = lookOf(site, params, useToday(site.timeZone))
  return {
    ...look,
    change: (change) => setParams((now) => writeState(now, change, look.usualModel), { preventScrollReset: true }),
  }
}

/** What every part of the overview is told. */
export interface Shown {
  site: Site
  view: View
  currency: string
  figure: Figure
}
