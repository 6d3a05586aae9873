import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelOf } from './channel.ts'
import { sourceOfTag } from './sources.ts'

const channel = (source: string, medium = '', campaign = '') =>
  channelOf({
    source: source === '' ? null : sourceOfTag(source),
    medium: medium === '' ? null : medium,
    campaign: campaign === '' ? null : campaign,
  })

describe('the channel', () => {
  it.each([
    ['', '', '', 'Direct'],
    ['google', 'cpc', '', 'Paid Search'],
    ['bing', 'PPC', '', 'Paid Search'],
    ['google', 'organic', '', 'Organic Search'],
    ['partner', 'organic', '', 'Organic Search'],
    ['duckduckgo.com', 'referral', '', 'Organic Search'],
    ['facebook', 'paid-social', '', 'Paid Social'],
    ['ig', 'cpc', '', 'Paid Social'],
    ['Facebook', '', '', 'Organic Social'],
    ['someblog', 'social-media', '', 'Organic Social'],
    ['t.co', 'referral', '', 'Organic Social'],
    ['youtube', 'cpv', '', 'Paid Video'],
    ['youtube', '', '', 'Organic Video'],
    ['youtube', 'cpc', '', 'Paid Video'],
    ['hub', 'video', '', 'Organic Video'],
    ['amazon.de', 'cpc', '', 'Paid Shopping'],
    ['partner', 'cpc', 'summer-shop', 'Paid Shopping'],
    ['partner', 'cpc', 'workshop', 'Paid Other'],
    ['partner', 'cpc', 'eshop-spring', 'Paid Shopping'],
    ['etsy', 'referral', '', 'Organic Shopping'],
    ['google', 'cpc', 'Cross-network', 'Cross-network'],
    ['partner', 'banner', '', 'Display'],
    ['partner', 'cpm', '', 'Display'],
    ['google', 'cpm', '', 'Paid Search'],
    ['partner', 'retargeting', '', 'Paid Other'],
    ['newsletter', 'email', 'spring', 'Email'],
    ['e-mail', '', '', 'Email'],
    ['mail.google.com', 'referral', '', 'Email'],
    ['partner', 'affiliate', '', 'Affiliates'],
    ['partner', 'referral', '', 'Referral'],
    ['podcast', 'audio', '', 'Audio'],
    ['SMS', '', '', 'SMS'],
    ['firebase', '', '', 'Mobile Push Notifications'],
    ['app', 'web_push', '', 'Mobile Push Notifications'],
    ['chatgpt.com', '', '', 'AI Assistants'],
    ['perplexity', 'referral', '', 'AI Assistants'],
    ['chatgpt.com', 'cpc', '', 'Paid Other'],
    ['newsletter', '', '', 'Unassigned'],
    ['', '', 'spring', 'Unassigned'],
    ['partner', 'carrier-pigeon', '', 'Unassigned'],
  ])('of %j / %j / %j is %s', (source, medium, campaign, expected) => {
    expect(channel(source, medium, campaign)).toBe(expected)
  })

  // Google's table of rules for traffic without Google's own ad data, in its order: https://support.google.com/analytics/answer/9756891
  const paidMediums = ['cpc', 'xcpx', 'ppc', 'retargeting', 'paid', 'paid-anything']
  it.each<[string, readonly [string, string, string][], string]>([
    [
      'source is (direct), medium one of two',
      [
        ['(direct)', '(none)', ''],
        ['(direct)', '(not set)', ''],
      ],
      'Direct',
    ],
    [
      'campaign contains cross-network',
      [
        ['google', 'cpc', 'a cross-network b'],
        ['x', 'email', 'cross-network'],
      ],
      'Cross-network',
    ],
    ['shopping site, paid', paidMediums.map((medium) => ['amazon', medium, '']), 'Paid Shopping'],
    [
      'shop in the campaign, paid',
      ['shop', 'eshop-x', 'my shop', 'preshopping'].map((campaign) => ['partner', 'cpc', campaign]),
      'Paid Shopping',
    ],
    ['search site, paid', paidMediums.map((medium) => ['bing', medium, '']), 'Paid Search'],
    ['social site, paid', paidMediums.map((medium) => ['linkedin', medium, '']), 'Paid Social'],
    ['video site, paid', paidMediums.map((medium) => ['vimeo', medium, '']), 'Paid Video'],
    [
      'medium one of five',
      ['display', 'banner', 'expandable', 'interstitial', 'cpm'].map((medium) => ['partner', medium, '']),
      'Display',
    ],
    ['paid', paidMediums.map((medium) => ['partner', medium, '']), 'Paid Other'],
    [
      'shopping site',
      [
        ['ebay', '', ''],
        ['etsy', 'referral', ''],
        ['walmart', 'email', ''],
      ],
      'Organic Shopping',
    ],
    [
      'shop in the campaign',
      [
        ['partner', 'email', 'shop'],
        ['partner', 'referral', 'big shopping'],
      ],
      'Organic Shopping',
    ],
    [
      'social site',
      [
        ['reddit', '', ''],
        ['pinterest', 'referral', ''],
        ['tiktok', 'email', ''],
      ],
      'Organic Social',
    ],
    [
      'medium one of six',
      ['social', 'social-network', 'social-media', 'sm', 'social network', 'social media'].map((medium) => [
        'x1',
        medium,
        '',
      ]),
      'Organic Social',
    ],
    [
      'video site',
      [
        ['twitch', '', ''],
        ['ted.com', 'referral', ''],
      ],
      'Organic Video',
    ],
    ['medium contains video', [['partner', 'my-video-ad', '']], 'Organic Video'],
    [
      'search site',
      [
        ['yandex', '', ''],
        ['news.google.com', 'referral', ''],
      ],
      'Organic Search',
    ],
    ['medium is organic', [['partner', 'organic', '']], 'Organic Search'],
    ['medium one of three', ['referral', 'app', 'link'].map((medium) => ['partner', medium, '']), 'Referral'],
    ['Referral is asked before Email', [['email', 'referral', '']], 'Referral'],
    [
      'source or medium is email',
      ['email', 'e-mail', 'e_mail', 'e mail'].flatMap((word) =>
        [['partner', word, ''] as const, [word, 'x', ''] as const].map(([a, b, c]) => [a, b, c]),
      ),
      'Email',
    ],
    ['medium is affiliate', [['partner', 'affiliate', '']], 'Affiliates'],
    ['medium is audio', [['partner', 'audio', '']], 'Audio'],
    [
      'source or medium is sms',
      [
        ['sms', 'x', ''],
        ['partner', 'sms', ''],
      ],
      'SMS',
    ],
    [
      'push at the end of medium, or mobile or notification in it, or firebase',
      [
        ['partner', 'web-push', ''],
        ['partner', 'my-mobile-x', ''],
        ['partner', 'a notification', ''],
        ['firebase', 'x', ''],
      ],
      'Mobile Push Notifications',
    ],
    [
      'medium is ai-assistant',
      [
        ['chatgpt.com', 'ai-assistant', '(ai-assistant)'],
        ['newbot', 'ai-assistant', ''],
      ],
      'AI Assistants',
    ],
    [
      'nothing else fits',
      [
        ['partner', 'pushy', ''],
        ['partner', 'workshop', 'workshop'],
        ['(direct)', 'x', ''],
      ],
      'Unassigned',
    ],
  ])('follows Google where %s', (_rule, visits, expected) => {
    expect(visits.map(([source, medium, campaign]) => channel(source, medium, campaign))).toEqual(
      visits.map(() => expected),
    )
  })

  it.each([
    ['mail.google.com', 'referral', 'Email'],
    ['perplexity.ai', 'referral', 'AI Assistants'],
    ['rakuten', 'referral', 'Organic Shopping'],
    ['mail.yandex.ru', 'referral', 'Email'],
    ['bit.ly', 'referral', 'Referral'],
  ])('differs from Google on purpose: %s / %s is %s', (source, medium, expected) => {
    expect(channel(source, medium)).toBe(expected)
  })

  it('does not depend on case', () => {
    const word = fc.constantFrom('google', 'facebook', 'partner', 'cpc', 'email', 'organic', 'cross-network', '')
    fc.assert(
      fc.property(word, word, word, (source, medium, campaign) => {
        const shouted = channel(source.toUpperCase(), medium.toUpperCase(), campaign.toUpperCase())
        expect(shouted).toBe(channel(source, medium, campaign))
      }),
    )
  })
})
