import { expect, it } from 'vitest'
import { queryString } from './query-string.ts'

it.each([
  [{}, ''],
  [{ limit: 1, starting_after: undefined }, '?limit=1'],
  [{ created: { gte: 1, lt: 2 } }, '?created%5Bgte%5D=1&created%5Blt%5D=2'],
  [{ expand: ['a.b', 'c'] }, '?expand%5B%5D=a.b&expand%5B%5D=c'],
  [{ status: 'a&b=c' }, '?status=a%26b%3Dc'],
])('writes %o as %s', (params, text) => {
  expect(queryString(params)).toBe(text)
})
