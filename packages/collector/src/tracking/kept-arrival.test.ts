import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arrivalKept, keptArrival } from './kept-arrival.ts'

const text = fc.option(fc.string())

const arrival = fc.record({
  opens: fc.boolean(),
  origin: fc.record({
    channel: fc.string(),
    source: text,
    medium: text,
    campaign: text,
    term: text,
    content: text,
    clickKind: text,
    clickId: text,
    referrer: text,
  }),
})

it('gives every arrival back as it was', () => {
  fc.assert(
    fc.property(arrival, (given) => {
      expect(arrivalKept(keptArrival(given))).toEqual(given)
    }),
  )
})

it('takes little room for what is common', () => {
  const none = { campaign: null, term: null, content: null, clickKind: null, clickId: null }
  const search = { channel: 'Organic Search', source: 'Google', medium: 'organic', referrer: 'www.google.com', ...none }
  expect(keptArrival({ opens: true, origin: search })).toBe('[1,"Organic Search","Google","organic","www.google.com"]')
})
