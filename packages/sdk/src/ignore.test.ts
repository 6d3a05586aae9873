import { afterEach, expect, test, vi } from 'vitest'
import { type Attributes, configure } from './config.ts'
import { startsSilent } from './ignore.ts'

afterEach(() => vi.unstubAllGlobals())

const both = 'globalPrivacyControl doNotTrack'

test.each<[string, Attributes, object, boolean]>([
  ['nothing asked', {}, { globalPrivacyControl: true, doNotTrack: '1' }, false],
  ['opted out', { optOut: '' }, {}, true],
  ['GPC respected and on', { respect: both }, { globalPrivacyControl: true }, true],
  ['GPC respected and off', { respect: both }, { globalPrivacyControl: false, doNotTrack: null }, false],
  ['DNT respected and on', { respect: both }, { doNotTrack: '1' }, true],
  ['DNT respected and unspecified', { respect: both }, { doNotTrack: 'unspecified' }, false],
  ['DNT respected and allowed', { respect: 'doNotTrack' }, { doNotTrack: '0' }, false],
  ['only GPC respected, DNT on', { respect: 'globalPrivacyControl' }, { doNotTrack: '1' }, false],
  ['a browser that has neither', { respect: both }, {}, false],
])('%s', (_, attributes, signals, silent) => {
  configure(attributes, { src: 'https://collector.example/f.js' })
  vi.stubGlobal('navigator', signals)
  expect(startsSilent() ?? false).toBe(silent)
})
