import { expect, it } from 'vitest'
import { isName } from './passkeys.ts'

it.each([
  ['stats.example', true],
  ['localhost', true],
  ['203.example', true],
  ['127.0.0.1', false],
  ['[::1]', false],
])('takes %s for a name: %s', (host, expected) => {
  expect(isName(host)).toBe(expected)
})
