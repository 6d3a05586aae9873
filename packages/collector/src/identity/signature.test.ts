import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSigned, signatureOf } from './signature.ts'

it('is what three lines of a server make', () => {
  const expected = createHmac('sha256', 'secret').update('ada@shop.example\nuser 7').digest('hex')
  expect(signatureOf('secret', { email: ' Ada@Shop.example', customId: 'user 7' })).toBe(expected)
})

it.each([
  [{ customId: 'user 7' }, { customId: 'user 7' }, true],
  [{ customId: 'user 7' }, { customId: 'user 8' }, false],
  [{ customId: 'user 7' }, { customId: 'user 7', email: 'eve@shop.example' }, false],
  [{ email: 'ada@shop.example' }, { email: 'ADA@shop.example' }, true],
  [{ email: 'ada@shop.example' }, { email: 'eve@shop.example' }, false],
])('what was signed as %o and is said as %o: %s', (signed, said, isRight) => {
  expect(isSigned('secret', said, signatureOf('secret', signed))).toBe(isRight)
  expect(isSigned('another secret', said, signatureOf('secret', signed))).toBe(false)
})

it.each([undefined, '', 'x', 'f'.repeat(64)])('%s is no signature', (signature) => {
  expect(isSigned('secret', { customId: 'user 7' }, signature)).toBe(false)
})

it('tells any two identities apart', () => {
  const identity = fc.record({ email: fc.constantFrom('', 'a@b', 'c@d'), customId: fc.string() })
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      const isSame = one.email === other.email && one.customId === other.customId
      expect(signatureOf('s', one) === signatureOf('s', other)).toBe(isSame)
    }),
  )
})
