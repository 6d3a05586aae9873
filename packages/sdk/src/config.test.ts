import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Attributes, configure, endpoint, paymentHosts, sessionPattern, withoutSession } from './config.ts'

const SCRIPT = { src: 'https://collector.example/f.js' }

describe('where the collector is', () => {
  test.each<[string | undefined, string, string]>([
    [undefined, SCRIPT.src, 'https://collector.example/api/event'],
    ['https://other.example', SCRIPT.src, 'https://other.example/api/event'],
    ['http://localhost:4242', 'https://shop.example/page?x#y', 'http://localhost:4242/api/event'],
    ['/stats', 'https://shop.example/js/f.js', 'https://shop.example/stats/api/event'],
  ])('data-api %s on %s is %s', (api, base, expected) => {
    configure({ api }, { src: base })
    expect(endpoint.href).toBe(expected)
  })
})

describe('which hosts are payment hosts', () => {
  test.each<[string | undefined, string, boolean]>([
    [undefined, 'buy.stripe.com', true],
    [undefined, 'donate.stripe.com', true],
    [undefined, 'book.stripe.com', true],
    [undefined, 'checkout.stripe.com', false],
    [undefined, 'buy.stripe.com.evil.example', false],
    [undefined, 'buyxstripe.com', false],
    [undefined, '', false],
    ['pay.shop.example localhost:4243', 'localhost:4243', true],
    ['pay.shop.example localhost:4243', 'pay.shop.example', true],
    ['pay.shop.example localhost:4243', 'localhost', false],
    ['pay.shop.example localhost:4243', 'shop.example', false],
  ])('own hosts %s: %s → %s', (own, host, expected) => {
    configure({ paymentHosts: own }, SCRIPT)
    expect(paymentHosts.includes(host)).toBe(expected)
  })
})

const found = (attributes: Attributes, url: string) => {
  configure(attributes, SCRIPT)
  const match = sessionPattern.exec(url)
  return match && { id: match[3], isOurs: match[2] !== undefined, rest: withoutSession(url) }
}

describe('the returning Checkout Session', () => {
  test.each<[string, string, string, boolean]>([
    ['https://s.example/?stripe_session_id=cs_test_a1', 'cs_test_a1', 'https://s.example/', true],
    ['https://s.example/?stripe_session_id=cs_test_a1#x', 'cs_test_a1', 'https://s.example/#x', true],
    ['https://s.example/?stripe_session_id=cs_live_a1&b=2', 'cs_live_a1', 'https://s.example/?b=2', true],
    ['https://s.example/?a=%20+&stripe_session_id=cs_live_a1', 'cs_live_a1', 'https://s.example/?a=%20+', true],
    ['https://s.example/?a=1&stripe_session_id=cs_live_a1&b', 'cs_live_a1', 'https://s.example/?a=1&b', true],
    ['https://s.example/#/done?stripe_session_id=cs_live_a1', 'cs_live_a1', 'https://s.example/#/done', true],
    ['https://s.example/?session_id=cs_live_a1&b=2', 'cs_live_a1', 'https://s.example/?b=2', false],
  ])('%s', (url, id, rest, isOurs) => {
    expect(found({}, url)).toEqual({ id, rest, isOurs })
  })

  test.each([
    'https://s.example/?stripe_session_id={CHECKOUT_SESSION_ID}',
    'https://s.example/?stripe_session_id=%7BCHECKOUT_SESSION_ID%7D',
    'https://s.example/?stripe_session_id=',
    'https://s.example/?stripe_session_id=cs_test_a%20b',
    'https://s.example/?session_id=12345',
    'https://s.example/?my_stripe_session_id=cs_test_a1',
    'https://s.example/stripe_session_id=cs_test_a1',
  ])('%s is none', (url) => {
    expect(found({}, url)).toBeNull()
    expect(withoutSession(url)).toBe(url)
  })

  test('other names, and session_id when the shop gives it up', () => {
    expect(found({ sessionParam: 'checkout|sid' }, 'https://s.example/?sid=cs_test_a1')?.isOurs).toBe(true)
    expect(found({ sessionParam: 'checkout|sid' }, 'https://s.example/?stripe_session_id=cs_test_a1')?.isOurs).toBe(
      true,
    )
    expect(found({ sessionParam: 'session_id' }, 'https://s.example/?session_id=cs_test_a1')?.isOurs).toBe(true)
  })

  const text = fc.stringMatching(/^[A-Za-z0-9%+._~!*'(),;:@/-]{0,12}$/)
  const parameter = fc
    .tuple(fc.stringMatching(/^[a-z][a-z%0-9[\]]{0,8}$/), fc.option(text))
    .map(([name, value]) => (value === null ? name : `${name}=${value}`))
  const id = fc.stringMatching(/^cs_(test|live)_[A-Za-z0-9]{1,40}$/)

  test('every other byte of the URL stays, wherever the parameter stands', () => {
    configure({}, SCRIPT)
    fc.assert(
      fc.property(fc.array(parameter), fc.array(parameter), id, fc.option(text), (before, after, session, fragment) => {
        const join = (parameters: string[]) =>
          `https://s.example/p${parameters.length ? '?' : ''}${parameters.join('&')}${fragment === null ? '' : `#${fragment}`}`
        expect(withoutSession(join([...before, `stripe_session_id=${session}`, ...after]))).toBe(
          join([...before, ...after]),
        )
      }),
    )
  })

  test('a URL without one is left alone', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(withoutSession(url)).toBe(url)
      }),
    )
  })
})
