import { describe, expect, it } from 'vitest'
import { arrivalOf, direct } from './arrival.ts'

const site = { hosts: ['shop.example'] }
const arrive = (path: string, referrer?: string, returnsFromPayment = false) =>
  arrivalOf({ url: new URL(path, 'https://shop.example'), referrer, returnsFromPayment }, site)

describe('where a view came from', () => {
  it.each([
    ['nowhere that is known', '/', undefined],
    ['nowhere, when the referrer is empty', '/', ''],
    ['nowhere, when the referrer is broken', '/', 'not a url'],
    ['our own page', '/b', 'https://shop.example/a'],
    ['our own page under www', '/b', 'https://www.shop.example/a'],
    ['our blog beside the shop', '/b', 'https://blog.shop.example/a'],
    ['another port of a developer’s machine', '/b', 'http://localhost:4243/pay'],
    ['a link of our own with a private tag', '/b?ref=menu', 'https://shop.example/'],
    ['Stripe', '/thanks', 'https://checkout.stripe.com/c/pay/cs_test_1'],
    ['PayPal', '/thanks', 'https://www.paypal.com/checkoutnow'],
    ['a bank', '/thanks', 'https://acs.bank.example/challenge'],
    ['a payment, whatever its URL is tagged with', '/thanks?utm_source=x', 'https://buy.stripe.com/a'],
    ['a sign-in page', '/', 'https://accounts.google.com/o/oauth2'],
  ])('%s tells nothing', (_from, path, referrer) => {
    expect(arrive(path, referrer)).toBeNull()
  })

  it('the redirect after a payment tells nothing, whichever host it came from', () => {
    expect(arrive('/thanks?utm_source=x', 'https://pay.partner.example/', true)).toBeNull()
  })

  it.each([
    ['/thanks?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded', true],
    ['/thanks?order=7&payment_intent=pi_1&redirect_status=failed&utm_source=x', true],
    ['/thanks?setup_intent=seti_1&redirect_status=succeeded', true],
    ['/blog?redirect_status=succeeded', false],
    ['/blog?payment_intent=explained', false],
  ])('a bank that nobody knows is no source where Stripe returns from it: %s', (path, returns) => {
    const arrival = arrive(path, 'https://secure.unknown-bank.example/confirm')
    if (returns) expect(arrival).toBeNull()
    else expect(arrival).toMatchObject({ origin: { source: 'secure.unknown-bank.example' } })
  })

  it.each([
    ['/', 'https://www.google.com/', { channel: 'Organic Search', source: 'Google', medium: 'organic' }],
    ['/', 'https://t.co/abc', { channel: 'Organic Social', source: 'X', medium: 'referral' }],
    [
      '/',
      'https://blog.example/post?secret=1',
      { channel: 'Referral', source: 'blog.example', referrer: 'blog.example/post' },
    ],
    ['/', 'android-app://com.google.android.gm/', { channel: 'Email', source: 'Gmail' }],
    ['/', 'https://chatgpt.com/', { channel: 'AI Assistants', source: 'ChatGPT' }],
    [
      '/?utm_source=newsletter&utm_medium=email&utm_campaign=Spring%20Sale&utm_term=a%2Bb&utm_content=top',
      undefined,
      {
        channel: 'Email',
        source: 'newsletter',
        medium: 'email',
        campaign: 'Spring Sale',
        term: 'a+b',
        content: 'top',
      },
    ],
    ['/?UTM_Source=google&utm_medium=cpc', undefined, { channel: 'Paid Search', source: 'Google' }],
    ['/?ref=producthunt', undefined, { channel: 'Organic Social', source: 'Product Hunt' }],
    ['/?via=ada', 'https://blog.example/', { channel: 'Referral', source: 'ada', medium: 'referral' }],
    ['/?utm_source=a&ref=b', undefined, { source: 'a', channel: 'Unassigned' }],
    [
      '/?utm_campaign=spring',
      'https://www.google.com/',
      { channel: 'Organic Search', source: 'Google', campaign: 'spring' },
    ],
    [
      '/?utm_source=newsletter',
      'https://www.google.com/',
      { channel: 'Unassigned', source: 'newsletter', medium: null },
    ],
    [
      '/?gclid=abc',
      'https://www.google.com/',
      { channel: 'Paid Search', source: 'Google', clickKind: 'gclid', clickId: 'abc' },
    ],
    ['/?gbraid=abc', undefined, { channel: 'Paid Search', clickKind: 'gbraid' }],
    ['/?wbraid=abc', undefined, { channel: 'Paid Search', clickKind: 'wbraid' }],
    ['/?msclkid=abc', undefined, { channel: 'Paid Search', source: 'Bing' }],
    ['/?fbclid=abc', undefined, { channel: 'Organic Social', source: 'Facebook', clickKind: 'fbclid' }],
    ['/?fbclid=abc&utm_medium=paid', undefined, { channel: 'Paid Social', source: 'Facebook' }],
    ['/?ttclid=abc', undefined, { channel: 'Paid Social', source: 'TikTok' }],
    ['/?twclid=abc', undefined, { channel: 'Paid Social', source: 'X' }],
    ['/?li_fat_id=abc', undefined, { channel: 'Paid Social', source: 'LinkedIn' }],
    ['/?ScCid=abc', undefined, { channel: 'Paid Social', source: 'Snapchat' }],
    ['/?dclid=abc', undefined, { channel: 'Display', source: 'Google' }],
    ['/?irclickid=abc', undefined, { channel: 'Affiliates' }],
    ['/?utm_source=spring&utm_medium=email', 'https://shop.example/', { channel: 'Email', source: 'spring' }],
  ])('%s from %s', (path, referrer, expected) => {
    expect(arrive(path, referrer)?.origin).toMatchObject(expected)
  })

  it('keeps an origin complete', () => {
    expect(Object.keys(arrive('/?utm_source=a')?.origin ?? {}).sort()).toEqual(Object.keys(direct).sort())
  })

  it('of a page that a campaign page led to is the campaign, should the message of that page be late or lost', () => {
    const second = arrive('/teapot', 'https://shop.example/?utm_source=news&utm_medium=email&utm_campaign=spring')
    expect(second).toMatchObject({ opens: false, origin: { channel: 'Email', campaign: 'spring', referrer: null } })
  })

  it.each([
    ['a campaign', '/?utm_campaign=a', undefined, true],
    ['a click on an advertisement', '/?gclid=a', undefined, true],
    ['a search engine', '/', 'https://www.bing.com/', true],
    ['an unknown page', '/', 'https://blog.example/', false],
  ])('%s may open a visit within a visit', (_from, path, referrer, opens) => {
    expect(arrive(path, referrer)?.opens).toBe(opens)
  })
})
