import type { Message, ViewMessage } from '@farthing/contract'
import { describe, expect, it } from 'vitest'
import { parseMessage } from './parse-message.ts'
import { ignoreReason, parseView } from './parse-view.ts'

const view: ViewMessage = {
  type: 'view',
  site: 'site_abcdefgh',
  viewId: 'abcdefghijklmnopqrstuv',
  url: 'https://shop.example/a?utm_source=x&token=secret#top',
}
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const headless =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36'

describe('a body', () => {
  it('is a message', () => {
    expect(parseMessage(JSON.stringify(view))).toEqual({ kind: 'message', message: view })
  })

  it.each([
    ['', 'invalid_json', /not JSON/],
    ['{"type":', 'invalid_json', /not JSON/],
    ['null', 'invalid_body', /The body/],
    ['[]', 'invalid_body', /The body/],
    ['{"type":"nonsense"}', 'invalid_body', /"type" must be one of view, engagement, event, identify/],
    [JSON.stringify({ ...view, url: 'javascript:alert(1)' }), 'invalid_body', /"url"/],
    [JSON.stringify({ ...view, viewId: 'short' }), 'invalid_body', /"viewId".*16 to 64/],
    [JSON.stringify({ ...view, site: undefined }), 'invalid_body', /"site"/],
    [JSON.stringify({ ...view, age: 'old' }), 'invalid_body', /"age"/],
    [
      JSON.stringify({ ...view, type: 'event', eventId: view.viewId, name: 'x', props: { a: {} } }),
      'invalid_body',
      /"props\.a"/,
    ],
  ])('%s is refused', (body, code, sentence) => {
    const parsed = parseMessage(body)
    expect(parsed.kind === 'refused' && parsed.refusal.code).toBe(code)
    expect(parsed.kind === 'refused' && parsed.refusal.message).toMatch(sentence)
  })
})

it('keeps the path of a page and not its query', () => {
  const seen = parseView(view, { at: 1, clockMask: 0 }, { hosts: ['shop.example'] })
  expect(seen).toMatchObject({ id: view.viewId, at: 1, host: 'shop.example', page: '/a' })
  expect(JSON.stringify(seen)).not.toContain('secret')
})

describe('a measurement that is too large, or with a fraction', () => {
  const day = 86_400_000
  const parsed = (body: object) => {
    const result = parseMessage(JSON.stringify(body))
    return result.kind === 'message' ? result.message : result.refusal.message
  }

  it.each([
    [{ age: day + 1 }, { age: day }],
    [{ age: -30_000 }, { age: 0 }],
    [{ url: `https://shop.example/${'x'.repeat(9000)}` }, { url: `https://shop.example/${'x'.repeat(4075)}` }],
    [{ referrer: 'r'.repeat(9000) }, { referrer: 'r'.repeat(4096) }],
  ])('is no reason to lose a view (%j)', (given, kept) => {
    expect(parsed({ ...view, ...given })).toEqual({ ...view, ...kept })
  })

  it.each([
    [{ engagedMs: 3 * day }, { engagedMs: day }],
    [{ engagedMs: 1234.56 }, { engagedMs: 1234 }],
    [
      { engagedMs: -5, scrollDepth: 101.3 },
      { engagedMs: 0, scrollDepth: 100 },
    ],
  ])('is no reason to lose its time (%j)', (given, kept) => {
    const { site, viewId } = view
    expect(parsed({ type: 'engagement', site, viewId, ...given })).toEqual({
      type: 'engagement',
      site,
      viewId,
      ...kept,
    })
  })
})

describe('what does not count', () => {
  const hosts = { hosts: ['shop.example', 'localhost:3000'] }
  const engagement: Message = { type: 'engagement', site: view.site, viewId: view.viewId, engagedMs: 1 }
  const from = (userAgent: string, origin?: string) => ({ userAgent, origin })

  it.each<[string, Message, { userAgent: string; origin: string | undefined }, string | null]>([
    ['a view counts', view, from(firefox), null],
    ['a bot’s view', view, from('Googlebot/2.1 (+http://www.google.com/bot.html)'), 'bot'],
    ['a view without a user agent', view, from(''), 'bot'],
    ['an automated browser’s view', { ...view, automated: true }, from(firefox), 'automated'],
    ['a view of a copy of the site', { ...view, url: 'https://copy.example/' }, from(firefox), 'unknown_host'],
    ['a view of localhost counts when listed', { ...view, url: 'http://localhost:3000/' }, from(firefox), null],
    ['another port of it does not', { ...view, url: 'http://localhost:3001/' }, from(firefox), 'unknown_host'],
    [
      'a test’s view of localhost counts',
      { ...view, url: 'http://localhost:3000/', automated: true },
      from(headless),
      null,
    ],
    ['time on a page counts', engagement, from(firefox), null],
    ['a bot’s time', engagement, from(headless, 'https://shop.example'), 'bot'],
    ['a test’s time on localhost counts', engagement, from(headless, 'http://localhost:3000'), null],
    ['time on a copy of the site', engagement, from(firefox, 'https://copy.example'), 'unknown_host'],
    ['time in a sandboxed frame counts', engagement, from(firefox, 'null'), null],
  ])('%s', (_case, message, sender, expected) => {
    expect(ignoreReason(message, { ...sender, ip: '203.0.113.7' }, hosts)).toBe(expected)
  })

  const rack = (ip: string) => ip === '203.0.113.7'
  const fromRack = { ...from(firefox), ip: '203.0.113.7' }
  it.each<[string, Message, string | null]>([
    ['a view', view, 'datacentre'],
    ['time on a page', engagement, 'datacentre'],
    ['a view that brings a payment counts', { ...view, stripeSessionId: 'cs_test_a1' }, null],
    ['a view of the own machine counts', { ...view, url: 'http://localhost:3000/' }, null],
  ])('what comes from a datacentre: %s', (_case, message, expected) => {
    expect(ignoreReason(message, fromRack, hosts, rack)).toBe(expected)
    expect(ignoreReason(message, fromRack, { ...hosts, datacentreTraffic: 'counted' }, rack)).toBeNull()
    expect(ignoreReason(message, fromRack, hosts)).toBeNull()
    expect(ignoreReason(message, { ...fromRack, ip: '203.0.113.8' }, hosts, rack)).toBeNull()
  })

  it('a bot in a datacentre is called a bot', () => {
    expect(ignoreReason(view, { ...fromRack, userAgent: 'Googlebot/2.1' }, hosts, rack)).toBe('bot')
  })

  const home = { hosts: ['shop.example'], ignoredAddresses: ['198.51.100.7', '203.0.113.0/28', '2001:db8:0:1::5'] }
  it.each([
    ['a listed address', '198.51.100.7', 'ignored_address'],
    ['its neighbour', '198.51.100.8', null],
    ['one in a listed range', '203.0.113.15', 'ignored_address'],
    ['one behind it', '203.0.113.16', null],
    ['the household of a listed IPv6 address', '2001:db8:0:1::/64', 'ignored_address'],
    ['another household', '2001:db8:0:2::/64', null],
    ['nobody knows which', '', null],
  ])('what comes from %s', (_case, ip, expected) => {
    expect(ignoreReason(view, { ...from(firefox), ip }, home)).toBe(expected)
    expect(ignoreReason(engagement, { ...from(firefox), ip }, home)).toBe(expected)
  })

  it.each([
    ['/admin', '/admin', true],
    ['/admin', '/admin/users', false],
    ['/admin/*', '/admin/users/7', true],
    ['/admin/*', '/administrators', false],
    ['/*/preview', '/shop/tea/preview', true],
    ['/*/preview', '/shop/preview/tea', false],
    ['/a*b*c', '/abc', true],
    ['/a*b*c', '/ac', false],
    ['/a*a', '/a', false],
    ['/*', '/anything', true],
  ])('of pages %s, %s is ignored: %s', (pattern, path, expected) => {
    const site = { hosts: ['shop.example'], ignoredPaths: [pattern] }
    const reason = ignoreReason({ ...view, url: `https://shop.example${path}?q=1` }, { ...from(firefox), ip: '' }, site)
    expect(reason).toBe(expected ? 'ignored_path' : null)
    expect(ignoreReason(engagement, { ...from(firefox, 'https://shop.example'), ip: '' }, site)).toBe(null)
  })
})
