// The URL holds the view: what is written is read back, and nonsense falls to the defaults.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operators } from './filters.ts'
import { presets } from './range.ts'
import { allDimensions } from './report-words.ts'
import {
  comparings,
  figures,
  keptSearch,
  models,
  moneyKinds,
  readState,
  safeNext,
  type ViewState,
  writeState,
} from './url-state.ts'

const read = (query: string) => readState(new URLSearchParams(query))

const usual: ViewState = {
  range: { kind: 'preset', preset: '30d' },
  mode: null,
  figure: null,
  money: 'net',
  compare: 'previous',
  interval: null,
  model: 'last_non_direct',
  goal: 'payment',
  filters: [],
  tabs: [],
}

describe('the view in the URL', () => {
  it.each<[string, Partial<ViewState>]>([
    ['', {}],
    [
      'filter=channels:is:Email|Direct&filter=pages:contains:%252Fblog&filter=nonsense',
      {
        filters: [
          { dimension: 'channels', operator: 'is', values: ['Email', 'Direct'] },
          { dimension: 'pages', operator: 'contains', values: ['/blog'] },
        ],
      },
    ],
    [
      'compare=year&model=linear&money=gross&goal=event:Signup',
      { compare: 'year', model: 'linear', money: 'gross', goal: 'event:Signup' },
    ],
    ['compare=luck&model=luck&money=luck&goal=luck&interval=minute&tabs=luck', {}],
    ['tabs=goals,terms&interval=week', { tabs: ['goals', 'terms'], interval: 'week' }],
    ['range=7d&mode=test&figure=views', { range: { kind: 'preset', preset: '7d' }, mode: 'test', figure: 'views' }],
    [
      'from=2026-01-01&to=2026-01-31',
      { range: { kind: 'custom', from: '2026-01-01', to: '2026-01-31' }, mode: null, figure: null },
    ],
    ['range=forever&mode=both&figure=luck', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
    ['from=2026-02-01&to=2026-01-01', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
    ['from=2026-02-30&to=2026-03-01', { range: { kind: 'preset', preset: '30d' }, mode: null, figure: null }],
  ])('%s', (query, state) => {
    expect(read(query)).toEqual({ ...usual, ...state })
  })

  it('is read back as it was written', () => {
    const range = fc.oneof(
      fc.record({ kind: fc.constant('preset' as const), preset: fc.constantFrom(...presets) }),
      fc.constant({ kind: 'custom' as const, from: '2026-01-01', to: '2026-02-01' }),
    )
    const filter = fc.record({
      dimension: fc.constantFrom(...allDimensions),
      operator: fc.constantFrom(...operators),
      values: fc.array(fc.option(fc.string({ minLength: 1 })), { minLength: 1, maxLength: 3 }),
    })
    const state = fc.record({
      range,
      mode: fc.constantFrom('live' as const, 'test' as const, null),
      figure: fc.constantFrom(...figures, null),
      money: fc.constantFrom(...moneyKinds),
      compare: fc.constantFrom(...comparings),
      interval: fc.constantFrom('hour' as const, 'day' as const, null),
      model: fc.constantFrom(...models),
      goal: fc.constantFrom('payment', 'event:Sign up', 'page:/a?b&c'),
      filters: fc.array(filter, { maxLength: 3 }),
      tabs: fc.subarray(['goals' as const, 'terms' as const, 'products' as const]),
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

it('takes along to another page what means the same there', () => {
  expect(
    keptSearch(
      '?range=7d&mode=test&filter=channels%3Ais%3AEmail&filter=devices%3Ais%3Adesktop&tabs=pages&step=payment',
    ),
  ).toBe('range=7d&mode=test&filter=channels%3Ais%3AEmail&filter=devices%3Ais%3Adesktop')
})

it('does not write the model that the site uses anyway', () => {
  const none = new URLSearchParams()
  expect(readState(none, 'linear').model).toBe('linear')
  expect(writeState(none, { model: 'linear' }, 'linear').toString()).toBe('')
  const written = writeState(none, { model: 'last_non_direct' }, 'linear')
  expect(readState(written, 'linear').model).toBe('last_non_direct')
})
