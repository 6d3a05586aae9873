// Which Node may run the development tools: what they declare themselves, as one rule.
import { expect, test } from 'vitest'
import { isFit } from './node.mjs'

test.each([
  ['18.20.8', false],
  ['20.20.2', false],
  ['22.11.0', false],
  ['22.21.9', false],
  ['22.22.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['24.21.0', true],
  ['25.3.0', false],
  ['26.10.0', true],
])('Node %s', (version, fit) => {
  expect(isFit(version)).toBe(fit)
})
