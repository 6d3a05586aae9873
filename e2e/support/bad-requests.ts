// The table of bad input: what a stranger may send to each public route, and which statuses answer it.
import type { Parts } from './story.ts'
import { signedDelivery } from './stripe.ts'

export interface BadRequest {
  name: string
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
  statuses: number[]
}

const huge = 'x'.repeat(10_000_000)
const json = { 'content-type': 'application/json' }
const viewId = 'e2eBadInputViewId0000'

export function badRequests(parts: Parts): BadRequest[] {
  return [...badEvents(parts), ...badDeliveries(parts), ...badOwnerRequests(parts)]
}

function badEvents({ siteId, shop }: Parts): BadRequest[] {
  const view = { type: 'view', site: siteId, viewId, url: `${shop}/` }
  const event = (name: string, body: unknown, statuses: number[]): BadRequest => ({
    name: `event: ${name}`,
    method: 'POST',
    path: '/api/event',
    // As a browser of a visitor would send it: without, the answer would only be about the user agent.
    headers: {
      'content-type': 'text/plain',
      'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    statuses,
  })
  return [
    event('broken JSON', '{"type":"view",', [400]),
    event('no JSON at all', '\u0000\u0001', [400]),
    event('empty', '', [400]),
    event('an array', [], [400]),
    event('unknown type', { ...view, type: 'nonsense' }, [400]),
    event('wrong site', { ...view, site: 'site_doesnotexist00' }, [404]),
    event('site of the wrong shape', { ...view, site: '../../etc/passwd' }, [400]),
    event('view id of the wrong shape', { ...view, viewId: '<script>' }, [400]),
    event('a URL that is none', { ...view, url: 'javascript:alert(1)' }, [400]),
    event('another host', { ...view, viewId: `${viewId}a`, url: 'https://elsewhere.example/' }, [202]),
    event('10 MB', JSON.stringify({ ...view, referrer: huge }), [413]),
    event('session id of the wrong shape', { ...view, viewId: `${viewId}b`, stripeSessionId: 'cs_nonsense' }, [200]),
    event(
      'unknown session id',
      { ...view, viewId: `${viewId}c`, stripeSessionId: 'cs_test_doesNotExist00000000' },
      [200],
    ),
    event(
      'unknown live session id',
      { ...view, viewId: `${viewId}d`, stripeSessionId: 'cs_live_doesNotExist00000000' },
      [200],
    ),
    { ...event('GET', '', [404, 405]), method: 'GET', body: null },
  ]
}

function badDeliveries({ siteId, stripe }: Parts): BadRequest[] {
  const made = {
    id: 'evt_e2eBad',
    object: 'event',
    type: 'charge.succeeded',
    livemode: true,
    data: { object: chargeOfAStranger },
  }
  const wrong = signedDelivery(stripe, made, 'whsec_wrong000000000000000000')
  const broken = signedDelivery(stripe, 'not an event')
  return ['/api/webhooks/stripe', `/in/${siteId}/stripe`, '/in/site_doesnotexist00/stripe'].flatMap((path) => {
    const delivery = (name: string, headers: Record<string, string>, body: string, statuses: number[]): BadRequest => ({
      name: `${path.replace(siteId, ':siteId')}: ${name}`,
      method: 'POST',
      path,
      headers: { ...json, ...headers },
      body,
      statuses,
    })
    return [
      delivery('no signature', {}, wrong.body, [400, 404]),
      delivery('wrong signature', { 'stripe-signature': wrong.signature }, wrong.body, [400, 404]),
      delivery('nonsense signature', { 'stripe-signature': 't=x,v1=y' }, wrong.body, [400, 404]),
      delivery('broken JSON', { 'stripe-signature': wrong.signature }, '{"id":', [400, 404]),
      // Stripe would send it again for days if it were refused.
      delivery('signed, but no event', { 'stripe-signature': broken.signature }, broken.body, [200, 404]),
      delivery('10 MB', { 'stripe-signature': wrong.signature }, huge, [400, 404, 413]),
    ]
  })
}

const chargeOfAStranger = {
  id: 'ch_e2eBad',
  object: 'charge',
  amount: 999_900,
  currency: 'usd',
  paid: true,
  livemode: true,
}

function badOwnerRequests({ siteId }: Parts): BadRequest[] {
  const request = (method: string, path: string, body: string | null, statuses: number[], name = ''): BadRequest => ({
    name: `${method} ${path.replace(siteId, ':siteId')} ${name}`.trim(),
    method,
    path,
    headers: json,
    body,
    statuses,
  })
  const reading = ['', '/stripe', '/payments', '/reports/overview', '/reports/channels'].map(
    (path) => `/api/sites/${siteId}${path}`,
  )
  return [
    ...['/api/setup', '/api/login'].flatMap((path) => [
      request('POST', path, '{"email":', [400], 'broken JSON'),
      request('POST', path, '{}', [400], 'empty'),
      request('POST', path, JSON.stringify({ token: huge, email: huge }), [413], '10 MB'),
    ]),
    request(
      'POST',
      '/api/setup',
      JSON.stringify({ token: 'wrong', email: 'a@shop.example', password: 'long enough password' }),
      [403, 409],
    ),
    request('POST', '/api/login', JSON.stringify({ email: 'a@shop.example', password: 'wrong password' }), [401]),
    ...['/api/sites', '/api/sites/site_doesnotexist00', ...reading].map((path) => request('GET', path, null, [401])),
    request('POST', '/api/sites', '{"hosts":', [400, 401], 'broken JSON'),
    request('PUT', `/api/sites/${siteId}/stripe`, '{"apiKey":"rk_live_stranger0000"}', [401]),
    request('GET', '/api/nothing-here', null, [401, 404]),
  ]
}
