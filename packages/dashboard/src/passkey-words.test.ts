import { expect, it } from 'vitest'
import { passkeySentence } from './passkey-words.ts'

it.each([
  [{ name: 'NotAllowedError', code: 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY' }, /Nothing was chosen/],
  [{ name: 'InvalidStateError', code: 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' }, /on this device already/],
  [{ name: 'SecurityError', code: 'ERROR_INVALID_RP_ID' }, /no passkeys of the collector/],
  [{ name: 'AbortError' }, /interrupted/],
])('has a sentence for %o', (error, sentence) => {
  expect(passkeySentence(error)).toMatch(sentence)
})

it('leaves to others what is no matter of passkeys', () => {
  expect(passkeySentence(new TypeError('Failed to fetch'))).toBeNull()
})
