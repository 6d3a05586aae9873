import { expect, test } from 'vitest'
import type { Options } from './api.ts'
import { attributesOf } from './options.ts'

test.each<[Options, object]>([
  [{ site: 'site_abcdefgh' }, { as: 'farthing', site: 'site_abcdefgh' }],
  [
    { site: 's', hash: true, manual: false, optOut: true },
    { as: 'farthing', site: 's', hash: '', optOut: '' },
  ],
  [
    { site: 's', paymentHosts: ['a.example', 'b.example:1'], sessionParam: ['x', 'y'] },
    { as: 'farthing', site: 's', paymentHosts: 'a.example b.example:1', sessionParam: 'x|y' },
  ],
  [
    { site: 's', respect: ['globalPrivacyControl'], api: '/stats', as: 'Humblytics' },
    { site: 's', respect: 'globalPrivacyControl', api: '/stats', as: 'Humblytics' },
  ],
])('%j are the attributes %j', (options, attributes) => {
  expect(attributesOf(options)).toEqual(attributes)
})
