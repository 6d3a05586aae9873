import { describe, expect, it } from 'vitest'
import { type Arrival, direct } from './arrival.ts'
import { foldVisits } from './fold-visits.ts'
import type { SeenView } from './parse-view.ts'

const MINUTE = 60_000
const noon = Date.parse('2026-06-10T12:00:00Z')
const view = (id: string, at: number, arrival: Arrival | null = null): SeenView => ({
  id,
  at,
  host: 'shop.example',
  page: `/${id}`,
  arrival,
  tick: null,
  pageBefore: null,
})
const campaign = (name: string): Arrival => ({
  opens: true,
  origin: { ...direct, channel: 'Email', source: 'news', medium: 'email', campaign: name },
})
const referral: Arrival = { opens: false, origin: { ...direct, channel: 'Referral', source: 'bank.example' } }
const groups = (views: SeenView[]) =>
  foldVisits(views, 'UTC').map((fold) => fold.moments.map(({ view: { id } }) => id).join(''))

describe('views are one visit', () => {
  it.each<[string, SeenView[], string[]]>([
    ['up to 30 minutes of silence', [view('a', noon), view('b', noon + 30 * MINUTE)], ['ab']],
    ['and no longer', [view('a', noon), view('b', noon + 30 * MINUTE + 1)], ['a', 'b']],
    ['over midnight', [view('a', noon + 11.9 * 60 * MINUTE), view('b', noon + 12.1 * 60 * MINUTE)], ['ab']],
    [
      'also when a bank sends the visitor back',
      [view('a', noon, campaign('x')), view('b', noon + 1, referral)],
      ['ab'],
    ],
    [
      'also when the campaign’s page is loaded again',
      [view('a', noon, campaign('x')), view('b', noon + 1, campaign('x'))],
      ['ab'],
    ],
    [
      'until another campaign brings the visitor',
      [view('a', noon, campaign('x')), view('b', noon + 1, campaign('y'))],
      ['a', 'b'],
    ],
    [
      'or a campaign, when there was none',
      [view('a', noon), view('b', noon + 1, campaign('y')), view('c', noon + 2)],
      ['a', 'bc'],
    ],
    ['in whichever order they are known', [view('b', noon + 2), view('c', noon + 4), view('a', noon)], ['abc']],
  ])('%s', (_rule, views, expected) => {
    expect(groups(views)).toEqual(expected)
  })

  it('until six hours after midnight, when the salt of the first day is gone', () => {
    const evening = Date.parse('2026-06-10T23:50:00Z')
    const views = Array.from({ length: 30 }, (_, index) =>
      view(String(index).padStart(2, '0'), evening + index * 15 * MINUTE),
    )
    const [first, second, ...more] = foldVisits(views, 'UTC')
    expect(more).toEqual([])
    expect(first?.visit).toMatchObject({ day: '2026-06-10', lastAt: Date.parse('2026-06-11T05:50:00Z') })
    expect(second?.visit).toMatchObject({ day: '2026-06-11', startedAt: Date.parse('2026-06-11T06:05:00Z') })
  })
})

it('has the entry page and origin of the earliest view, and the exit page of the latest', () => {
  const [fold] = foldVisits([view('b', noon + 5), view('a', noon, campaign('x')), view('c', noon + 9)], 'UTC')
  expect(fold?.visit).toEqual({
    day: '2026-06-10',
    startedAt: noon,
    lastAt: noon + 9,
    views: 3,
    host: 'shop.example',
    entryPage: '/a',
    exitPage: '/c',
    origin: campaign('x').origin,
    lastTick: null,
  })
})
