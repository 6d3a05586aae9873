import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose, type Found } from './evidence.ts'

type Clue = Found<string>
const clue = (kind: Clue['kind'], value: string, visit: string | null, key: Clue['key'] = 'viewId'): Clue => ({
  kind,
  key,
  value,
  visit,
})

describe('the best clue is the attribution', () => {
  it.each<[string, Clue[], string]>([
    [
      'an id set by the shop beats our decoration',
      [clue('client_reference_id', 'a', 'visit a'), clue('checkout_metadata', 'b', 'visit b')],
      'visit b',
    ],
    [
      'an id on the payment beats the redirect',
      [clue('redirect_return', 'a', 'visit a'), clue('client_reference_id', 'b', 'visit b')],
      'visit b',
    ],
    ['a redirect beats nothing', [clue('redirect_return', 'a', 'visit a')], 'visit a'],
    [
      'an id that leads nowhere does not hide one that does',
      [clue('checkout_metadata', 'a', null), clue('redirect_return', 'b', 'visit b')],
      'visit b',
    ],
    [
      'a view is surer than a visitor',
      [clue('checkout_metadata', 'a', 'visit a', 'visitorId'), clue('checkout_metadata', 'b', 'visit b')],
      'visit b',
    ],
  ])('%s', (_, found, visit) => {
    expect(choose(found)).toMatchObject({ kind: 'attributed', visit })
  })

  it('is the same in any order', () => {
    const all = [
      clue('redirect_return', 'a', 'visit a'),
      clue('client_reference_id', 'b', 'visit b'),
      clue('client_reference_id', 'c', 'visit c'),
      clue('checkout_metadata', 'd', null),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(choose(order)).toEqual(choose(all))
      }),
    )
  })
})

it.each<[string, Clue[], string]>([
  ['nothing was carried', [], 'no_id_on_payment'],
  ['what was carried is unknown', [clue('client_reference_id', 'a', null)], 'id_unknown'],
])('without a visit the reason is told: %s', (_, found, reason) => {
  expect(choose(found)).toEqual({ kind: 'unattributed', reason })
})
