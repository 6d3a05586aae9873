// The URL holds the view: what is written is read back, and nonsense falls to the defaults.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presets } from './range.ts'
import { figures, readState, safeNext, type ViewState, writeState } from './url-state.ts'

const read = (query: string) => readState(new URLSearchParams(query))

describe('the view in the URL', () => {
  it.each<[string, ViewState]>([
    ['', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
    ['range=7d&mode=test&figure=views', { range: { kind: 'preset', preset: '7d' }, mode: 'test', figure: 'views' }],
    [
      'from=2026-01-01&to=2026-01-31',
      { range: { kind: 'custom', from: '2026-01-01', to: '2026-01-31' }, mode: null, figure: null },
    ],
    ['range=forever&mode=both&figure=luck', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
    ['from=2026-02-01&to=2026-01-01', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
    ['from=2026-02-30&to=2026-03-01', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
  ])('%s', (query, state) => {
    expect(read(query)).toEqual(state)
  })

  it('is read back as it was written', () => {
    const range = fc.oneof(
      fc.record({ kind: fc.constant('preset' as const), preset: fc.constantFrom(...presets) }),
      fc.constant({ kind: 'custom' as const, from: '2026-01-01', to: '2026-02-01' }),
    )
    const state = fc.record({
      range,
      mode: fc.constantFrom('live' as const, 'test' as const, null),
      figure: fc.constantFrom(...figures, null),
    })
    fc.assert(
      fc.property(state, state, (before, after) => {
        expect(readState(writeState(writeState(new URLSearchParams(), before), after))).toEqual(after)
      }),
    )
  })

  it('keeps what it does not know', () => {
    expect(writeState(new URLSearchParams('country=FR'), { figure: 'views' }).toString()).toBe(
      'country=FR&figure=views',
    )
  })

  it('is short when everything is usual', () => {
    const params = writeState(new URLSearchParams('range=7d&from=2026-01-01&to=2026-01-02'), {
      range: { kind: 'preset', preset: '30d' },
    })
    expect(params.toString()).toBe('')
  })
})

it.each([
  ['/sites/site_1?range=7d', '/sites/site_1?range=7d'],
  [null, '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in, %s leads to %s', (next, to) => {
  expect(safeNext(next)).toBe(to)
})
