// One key, one change.
import { expect, it } from 'vitest'
import { changeByKey } from './shortcuts.ts'
import { readState, type ViewState } from './url-state.ts'

const usual = readState(new URLSearchParams())

it.each<[string, Partial<ViewState> | null]>([
  ['d', { range: { kind: 'preset', preset: 'today' } }],
  ['w', { range: { kind: 'preset', preset: '7d' } }],
  ['1', { figure: 'revenue' }],
  ['9', { figure: 'per_visitor' }],
  ['0', null],
  ['c', { compare: 'year' }],
  ['a', { model: 'last' }],
  ['x', { filters: [], goal: 'payment' }],
  ['Enter', null],
])('%s', (key, change) => {
  expect(changeByKey(key, usual)).toEqual(change)
})

it('goes around', () => {
  expect(changeByKey('c', { ...usual, compare: 'none' })).toEqual({ compare: 'previous' })
  expect(changeByKey('a', { ...usual, model: 'time_decay' })).toEqual({ model: 'last_non_direct' })
})
