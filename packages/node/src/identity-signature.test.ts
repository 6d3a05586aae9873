import { expect, it } from 'vitest'
import { identitySignature } from './identity-signature.ts'

it('is the same however the address is written, and another for another secret or person', () => {
  const signature = identitySignature('secret', { email: 'Ada@Shop.example ', customId: '7' })
  expect(signature).toMatch(/^[0-9a-f]{64}$/)
  expect(identitySignature('secret', { email: 'ada@shop.example', customId: '7' })).toBe(signature)
  expect(identitySignature('other', { email: 'ada@shop.example', customId: '7' })).not.toBe(signature)
  expect(identitySignature('secret', { email: 'ada@shop.example', customId: '8' })).not.toBe(signature)
  expect(identitySignature('secret', { email: 'ada@shop.example' })).not.toBe(signature)
})
