import { expect, test } from 'vitest'
import { isExcluded } from './exclusions.ts'

test.each<[string, string[], boolean]>([
  ['/admin/users', ['/admin/**'], true],
  ['/admin', ['/admin/**'], false],
  ['/admin', ['/admin**'], true],
  ['/drafts/one', ['/drafts/*'], true],
  ['/drafts/one/two', ['/drafts/*'], false],
  ['/drafts/one/edit', ['/drafts/*/edit'], true],
  ['/a.b', ['/a.b'], true],
  ['/axb', ['/a.b'], false],
  ['/(group)/x', ['/(group)/*'], true],
  ['/app?secret=1', ['/app'], true],
  ['/app#/secret/1', ['/app#/secret/**'], true],
  ['/app#/public', ['/app#/secret/**'], false],
  ['/app#/public', ['/app'], true],
  ['/other', [], false],
])('%s with %j: %s', (path, patterns, excluded) => {
  expect(isExcluded(`https://shop.example${path}`, patterns)).toBe(excluded)
})
