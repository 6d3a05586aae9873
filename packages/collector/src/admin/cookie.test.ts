import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toCookie, tokenInCookies } from './cookie.ts'
import { newToken } from './token.ts'

it.each([
  ['none', undefined, null],
  ['another one', 'theme=dark', null],
  ['one whose name only ends alike', 'not_farthing_login=abc', null],
  ['an empty one', 'farthing_login=', null],
  ['ours', 'farthing_login=abc', 'abc'],
  ['ours among others', 'theme=dark;  farthing_login=abc; lang=fr', 'abc'],
])('finds the token in a Cookie header with %s', (_name, header, token) => {
  expect(tokenInCookies(header)).toBe(token)
})

it('gives back what it wrote, whatever other cookies say', () => {
  const other = fc.stringMatching(/^[a-z]{1,8}=[\w. ]{0,8}$/)
  fc.assert(
    fc.property(fc.array(other), fc.array(other), (before, after) => {
      const token = newToken()
      const [mine = ''] = toCookie({ token, maxAgeSeconds: 1, secure: true }).split(';')
      expect(tokenInCookies([...before, mine, ...after].join('; '))).toBe(token)
    }),
  )
})
