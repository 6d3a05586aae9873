import type { StripePolling } from '@farthing/contract'
import { expect, it } from 'vitest'
import { healedSentence, pollingSentence } from './polling-words.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const asked: StripePolling = { hasKey: true, by: 'events', nextAt: NOW + 40_000, missing: [] }
const without: StripePolling = { hasKey: false, by: null, nextAt: null, missing: [] }

it.each<[string, StripePolling, RegExp]>([
  ['there is no key', without, /^Without a key nobody asks/],
  ['the key is new', { ...asked, by: null, nextAt: null }, /for the first time\.$/],
  ['it asks for events', asked, /^Stripe is asked for news every minute or so\. The next time in 40 seconds\.$/],
  ['it is just asking', { ...asked, nextAt: NOW - 1 }, /^Stripe is asked for news every minute or so\.$/],
  ['the key may not read events', { ...asked, by: 'objects' }, /^The key may not read events.* in 40 seconds\.$/],
])('says how Stripe is asked when %s', (_when, polling, sentence) => {
  expect(pollingSentence(polling, NOW, 'en')).toMatch(sentence)
})

it.each([
  [0, 'Nothing was found that'],
  [1, 'One event that'],
  [1_204, '1,204 events that'],
])('says that %d events were missed', (total, beginning) => {
  expect(healedSentence({ total, events: [] }, 'en')).toContain(beginning)
})
