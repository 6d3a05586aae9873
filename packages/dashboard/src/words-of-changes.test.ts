import { expect, it } from 'vitest'
import { changeSentence } from './words-of-changes.ts'

it.each([
  ['PATCH site', 'Changed the site'],
  ['GET export', 'Exported the site'],
  ['DELETE members/member_1', 'Removed a member'],
  ['DELETE members/invitations/invitation_1', 'Took an invitation back'],
  ['POST account/passkeys', 'Added a passkey of theirs'],
  ['DELETE account/second-factor', 'Switched their second factor off'],
  ['POST something/new', 'POST something/new'],
])('says of %s: %s', (what, sentence) => {
  expect(changeSentence(what)).toBe(sentence)
})
