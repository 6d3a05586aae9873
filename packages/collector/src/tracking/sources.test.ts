import { describe, expect, it } from 'vitest'
import { isPaymentHost, isSignInHost } from './detours.ts'
import { knownHost, sourceOfHost, sourceOfTag } from './sources.ts'

describe('a host', () => {
  it.each([
    ['www.google.com', 'Google', 'search'],
    ['google.de', 'Google', 'search'],
    ['www.google.co.uk', 'Google', 'search'],
    ['www.google.com.au', 'Google', 'search'],
    ['com.google.android.googlequicksearchbox', 'Google', 'search'],
    ['mail.google.com', 'Gmail', 'mail'],
    ['gemini.google.com', 'Gemini', 'ai'],
    ['shopping.google.com', 'Google Shopping', 'shopping'],
    ['l.facebook.com', 'Facebook', 'social'],
    ['t.co', 'X', 'social'],
    ['old.reddit.com', 'Reddit', 'social'],
    ['uk.search.yahoo.com', 'Yahoo', 'search'],
    ['m.youtube.com', 'YouTube', 'video'],
    ['www.amazon.co.jp', 'Amazon', 'shopping'],
    ['www.perplexity.ai', 'Perplexity', 'ai'],
  ])('%s is %s', (host, name, kind) => {
    expect(knownHost(host)).toEqual({ name, kind })
  })

  it.each([
    'docs.google.com',
    'notgoogle.com',
    'google.evil.example',
    'best.co',
    'localhost',
    'facebook.com.evil.example',
  ])('%s is no known place', (host) => {
    expect(knownHost(host)).toBeNull()
  })

  it('that is unknown is called by its name', () => {
    expect(sourceOfHost('www.blog.example')).toEqual({ name: 'blog.example', kind: null })
  })
})

it.each([
  ['Google', 'Google'],
  ['adwords', 'Google'],
  ['FB', 'Facebook'],
  ['twitter', 'X'],
  ['chatgpt.com', 'ChatGPT'],
  ['www.linkedin.com', 'LinkedIn'],
  ['Spring Newsletter', 'Spring Newsletter'],
])('the tag %j means %s', (tag, name) => {
  expect(sourceOfTag(tag).name).toBe(name)
})

describe('a place on the way to pay', () => {
  it.each([
    'checkout.stripe.com',
    'buy.stripe.com',
    'donate.stripe.com',
    'book.stripe.com',
    'billing.stripe.com',
    'invoice.stripe.com',
    'hooks.stripe.com',
    'www.paypal.com',
    'pay.klarna.com',
    'www.sofort.com',
    'pay.ideal.nl',
    'ideal.ing.nl',
    'betalen.rabobank.nl',
    'centinelapi.cardinalcommerce.com',
    'secure5.arcot.com',
    'www.bancontact.com',
    'go.przelewy24.pl',
    'acs.bank.example',
    '3ds.bank.example',
    'acs2.cards.bank.example',
  ])('is %s', (host) => {
    expect(isPaymentHost(host)).toBe(true)
  })

  it.each([
    'stripe.com',
    'docs.stripe.com',
    'www.ing.nl',
    'ideal.shop.example',
    'notpaypal.com',
    'acs.org',
    'pubs.acs.org',
    'www.google.com',
    '',
  ])('is not %s', (host) => {
    expect(isPaymentHost(host)).toBe(false)
  })

  it('is another than one to sign in', () => {
    expect(isSignInHost('accounts.google.com')).toBe(true)
    expect(isSignInHost('tenant.eu.auth0.com')).toBe(true)
    expect(isSignInHost('www.google.com')).toBe(false)
  })
})
