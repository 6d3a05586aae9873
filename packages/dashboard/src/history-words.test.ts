import type { StripeBackfill } from '@farthing/contract'
import { describe, expect, it } from 'vitest'
import { historySentence, listsDone, progressWords } from './history-words.ts'

type Progress = StripeBackfill['resources'][number]
const FOREVER = 8_640_000_000_000_000
const list = (change: Partial<Progress>): Progress => ({
  resource: 'charges',
  state: 'running',
  objects: 0,
  reachedAt: FOREVER,
  problem: null,
  ...change,
})
const words = (change: Partial<Progress>) => progressWords(list(change), 'Europe/Paris', 'en-GB')

describe('a list of the history', () => {
  it.each<[string, Partial<Progress>, string, string]>([
    ['nothing was read of', {}, 'Later', 'Not read yet'],
    [
      'is being read',
      // Half past eleven in the evening in UTC is the next day in Paris.
      { objects: 1_200, reachedAt: Date.UTC(2024, 2, 11, 23, 30) },
      'Reading',
      '1,200 read, back to 12 Mar 2024',
    ],
    ['is read', { state: 'done', objects: 3, reachedAt: 0 }, 'Done', '3 read'],
    [
      'the key may not read',
      { state: 'refused', problem: 'The key lacks the permission rak_charge_read.' },
      'Refused',
      'The key lacks the permission rak_charge_read. Add the right to the key, then fetch again.',
    ],
    [
      'Stripe does not give at the moment',
      { objects: 100, reachedAt: 0, problem: 'Stripe did not answer.' },
      'Waiting',
      'Stripe did not answer. It goes on by itself.',
    ],
  ])('that %s', (_, change, pill, about) => {
    expect(words(change)).toMatchObject({ title: 'Charges', pill, about })
  })

  it('of a newer collector keeps its own name', () => {
    expect(words({ resource: 'payouts' }).title).toBe('payouts')
  })
})

describe('the history', () => {
  const history = (state: StripeBackfill['state'], ...resources: Progress[]): StripeBackfill => ({
    state,
    objects: resources.reduce((sum, { objects }) => sum + objects, 0),
    resources,
  })
  const done = list({ state: 'done', objects: 1 })
  const refused = list({ state: 'refused' })

  it.each<[StripeBackfill, string, number]>([
    [history('none'), 'It begins by itself within a minute of the first key.', 0],
    [history('running', done, list({})), 'Fetching the history: 1 object read so far. You may leave this page.', 1],
    [history('done', done, done), 'The history is here: 2 objects read.', 2],
    [history('done', done, refused), 'The history is here, but one list: 1 object read.', 2],
    [history('done', refused, refused), 'The history is here, but 2 lists: 0 objects read.', 2],
  ])('says how far it is: %#', (one, sentence, through) => {
    expect(historySentence(one, 'en-GB')).toBe(sentence)
    expect(listsDone(one)).toBe(through)
  })
})
