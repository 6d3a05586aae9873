import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { prefixFor } from './site-script.ts'

/** Runs the line as a browser would, where the tag is found in one of the two ways, or not at all. */
function attributesAfter(
  prefix: string,
  dataset: Record<string, string>,
  found: 'current' | 'selected' | 'nowhere' = 'current',
) {
  const tag = { dataset }
  const document = {
    currentScript: found === 'current' ? tag : null,
    querySelector: (selector: string) => (found === 'selected' && selector.includes('site=site_abcdefgh') ? tag : null),
  }
  runInNewContext(prefix, { document })
  return dataset
}

const settings = {
  sessionParam: ['sid', 'checkout'],
  paymentHosts: ['pay.shop.example', 'localhost:4243'],
  respect: ['globalPrivacyControl' as const],
  hash: true,
  passUtm: false,
}

it.each(['current', 'selected'] as const)('gives the tag (%s) the settings of its site', (found) => {
  expect(attributesAfter(prefixFor('site_abcdefgh', settings), {}, found)).toEqual({
    site: 'site_abcdefgh',
    sessionParam: 'sid|checkout',
    paymentHosts: 'pay.shop.example localhost:4243',
    respect: 'globalPrivacyControl',
    hash: '',
  })
})

it('leaves alone what stands in the tag', () => {
  const written = { site: 'site_other123', respect: '' }
  expect(attributesAfter(prefixFor('site_abcdefgh', settings), { ...written })).toMatchObject(written)
})

it('does nothing without a tag', () => {
  expect(attributesAfter(prefixFor('site_abcdefgh', {}), {}, 'nowhere')).toEqual({})
})
