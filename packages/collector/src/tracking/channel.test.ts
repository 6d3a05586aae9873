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
