import { expect, it } from 'vitest'
import { languageOf } from './language.ts'

it.each([
  ['fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5', 'fr'],
  ['en;q=0.5, de-AT;q=0.9', 'de'],
  ['zh-Hant-TW', 'zh'],
  ['*', null],
  ['', null],
  [undefined, null],
  ['<script>, pt;q=0.1', 'pt'],
  ['en;q=0', null],
])('%s → %s', (header, language) => {
  expect(languageOf(header)).toBe(language)
})
