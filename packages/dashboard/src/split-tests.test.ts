import { expect, it } from 'vitest'
import { saidOfMoney, saidOfRate, shareOf, slugOf, usage, writeTest } from './split-tests.ts'

const sides = [
  { name: 'low', weight: 3 },
  { name: 'high', weight: 1 },
]

it.each([
  ['price', 'price'],
  [' The Price 2 ', 'the-price-2'],
  ['-_x', 'x'],
])('a name %o is kept as %s', (text, name) => {
  expect(slugOf(text)).toBe(name)
})

it('a test is sent as the collector takes it', () => {
  const draft = [
    { id: 0, name: 'Low ', weight: '3' },
    { id: 1, name: 'high', weight: '1' },
  ]
  expect(writeTest('Price', ' ', draft)).toEqual({ name: 'price', goal: 'payment', sides })
  expect(writeTest('Price', 'event:Signup', draft).goal).toBe('event:Signup')
})

it('a weight is a share of all', () => {
  expect(shareOf({ sides }, 3)).toBe('75.0%')
})

it('the page asks for the side by the name of the test', () => {
  expect(usage({ name: 'price', sides })).toContain("await farthing.variant('price')")
  expect(usage({ name: 'price', sides })).toContain("side === 'high'")
})

it.each([
  [
    { value: 0.012, low: 0.002, high: 0.022, p: 0.018 },
    'up',
    /^\+1\.20 points$/,
    /^95 %: \+0\.20 to \+2\.20; p = 0\.018$/,
  ],
  [{ value: -0.012, low: -0.022, high: -0.002, p: 0.0002 }, 'down', /^-1\.20 points$/, /p < 0\.001$/],
  [{ value: 0.01, low: -0.01, high: 0.03, p: 0.3 }, 'open', /^\+1\.00/, /p = 0\.3, may be chance$/],
  [
    { value: 0.01, low: -0.4, high: 0.42, p: null },
    'open',
    /^\+1\.00/,
    /^95 %: -40\.00 to \+42\.00; too few to tell it from chance$/,
  ],
  [{ value: 0, low: null, high: null, p: null }, 'open', /^0\.00 points$/, /^too few to tell it from chance$/],
] as const)('a difference of rates %o is %s', (difference, tone, value, more) => {
  const said = saidOfRate(difference, 'en')
  expect(said.tone).toBe(tone)
  expect(said.value).toMatch(value)
  expect(said.more).toMatch(more)
})

it('a difference of money is in the currency of the site', () => {
  expect(saidOfMoney({ value: -41.4, low: null, high: null, p: null }, 'eur', 'en').value).toBe('−€0.41')
})
