// Which key does what on the overview. Pure: the state that a key leads to.
import type { Preset } from './range.ts'
import { comparings, figures, models, type ViewState } from './url-state.ts'

interface Shortcut {
  keys: string
  what: string
}

const ranges: Record<string, Preset> = {
  d: 'today',
  e: 'yesterday',
  w: '7d',
  m: '30d',
  q: '90d',
  y: '12m',
}

export const shortcuts: Shortcut[] = [
  { keys: 'd · e', what: 'Today · yesterday' },
  { keys: 'w · m · q · y', what: 'Last 7 days · 30 days · 90 days · 12 months' },
  { keys: '1 – 9', what: 'Draw the first to the ninth figure' },
  { keys: 'c', what: 'Compare with other days, or not' },
  { keys: 'a', what: 'The next attribution model' },
  { keys: 'f', what: 'Add a filter' },
  { keys: 'x', what: 'Remove all filters' },
  { keys: '?', what: 'These shortcuts' },
]

/** Null: the key means nothing. */
export function changeByKey(key: string, state: ViewState): Partial<ViewState> | null {
  const preset = ranges[key]
  if (preset !== undefined) return { range: { kind: 'preset', preset } }
  const figure = /^[1-9]$/.test(key) ? figures[Number(key) - 1] : undefined
  if (figure !== undefined) return { figure }
  if (key === 'c') return { compare: after(comparings, state.compare) }
  if (key === 'a') return { model: after(models, state.model) }
  return key === 'x' ? { filters: [], goal: 'payment' } : null
}

function after<Value>(all: readonly [Value, ...Value[]], one: Value): Value {
  return all[(all.indexOf(one) + 1) % all.length] ?? all[0]
}
