// Owners paste the wrong thing into the right field, and are told which it was.
import { describe, expect, it } from 'vitest'
import { readKey, readSecrets } from './stripe-input.ts'

describe('a key', () => {
  it.each([
    ['', 'none'],
    ['  rk_live_abcd1234 ', 'restricted'],
    ['rk_test_abcd1234', 'restricted'],
    ['sk_test_abcd1234', 'secret_test'],
    ['sk_live_abcd1234', 'secret_live'],
    ['pk_live_abcd1234', 'wrong'],
    ['whsec_abcd1234', 'wrong'],
    ['hello', 'wrong'],
  ])('%j: %s', (input, kind) => {
    expect(readKey(input).kind).toBe(kind)
  })
})

describe('signing secrets', () => {
  it.each([
    ['', { kind: 'none' }],
    [
      'whsec_abcd1234\nwhsec_efgh5678, whsec_abcd1234',
      { kind: 'secrets', secrets: ['whsec_abcd1234', 'whsec_efgh5678'] },
    ],
  ])('%j', (input, read) => {
    expect(readSecrets(input)).toEqual(read)
  })
  it('are not keys', () => {
    expect(readSecrets('rk_live_abcd').kind).toBe('wrong')
  })
})
