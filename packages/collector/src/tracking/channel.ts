// Which channel a visit came by: GA4's default channel grouping, first rule that fits. What differs on purpose: docs/reports.md.
// https://support.google.com/analytics/answer/9756891
import type { Source } from './sources.ts'

export type Channel =
  | 'Direct'
  | 'Cross-network'
  | 'Paid Shopping'
  | 'Paid Search'
  | 'Paid Social'
  | 'Paid Video'
  | 'Display'
  | 'Paid Other'
  | 'AI Assistants'
  | 'Organic Shopping'
  | 'Organic Social'
  | 'Organic Video'
  | 'Organic Search'
  | 'Email'
  | 'Affiliates'
  | 'Referral'
  | 'Audio'
  | 'SMS'
  | 'Mobile Push Notifications'
  | 'Unassigned'

export interface Marks {
  source: Source | null
  medium: string | null
  campaign: string | null
}

interface Lower {
  name: string
  kind: Source['kind']
  medium: string
  campaign: string
}

const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/
const shop = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
const email = /^e[-_ ]?mail$/
const socialMedia = /^(social|social-network|social-media|sm|social network|social media)$/
const displayed = /^(display|banner|expandable|interstitial|cpm)$/

const rules: readonly (readonly [Channel, (visit: Lower) => boolean])[] = [
  ['Direct', (visit) => visit.name === '' && visit.medium === '' && visit.campaign === ''],
  ['Direct', (visit) => visit.name === '(direct)' && /^(|\(none\)|\(not set\))$/.test(visit.medium)],
  ['Cross-network', (visit) => visit.campaign.includes('cross-network')],
  ['Paid Shopping', (visit) => (visit.kind === 'shopping' || shop.test(visit.campaign)) && paid.test(visit.medium)],
  ['Paid Search', (visit) => visit.kind === 'search' && paid.test(visit.medium)],
  ['Paid Social', (visit) => visit.kind === 'social' && paid.test(visit.medium)],
  ['Paid Video', (visit) => visit.kind === 'video' && paid.test(visit.medium)],
  ['Display', (visit) => displayed.test(visit.medium)],
  ['Paid Other', (visit) => paid.test(visit.medium)],
  // Before the rest, because assistants tag their links with mediums of all sorts.
  ['AI Assistants', (visit) => visit.kind === 'ai' || visit.medium === 'ai-assistant'],
  ['Organic Shopping', (visit) => visit.kind === 'shopping' || shop.test(visit.campaign)],
  ['Organic Social', (visit) => visit.kind === 'social' || socialMedia.test(visit.medium)],
  ['Organic Video', (visit) => visit.kind === 'video' || visit.medium.includes('video')],
  ['Organic Search', (visit) => visit.kind === 'search' || visit.medium === 'organic'],
  // A link in webmail is a link in an email, whatever its medium.
  ['Email', (visit) => visit.kind === 'mail'],
  ['Referral', (visit) => /^(referral|app|link)$/.test(visit.medium)],
  ['Email', (visit) => email.test(visit.name) || email.test(visit.medium)],
  ['Affiliates', (visit) => visit.medium === 'affiliate'],
  ['Audio', (visit) => visit.medium === 'audio'],
  ['SMS', (visit) => visit.name === 'sms' || visit.medium === 'sms'],
  [
    'Mobile Push Notifications',
    (visit) => visit.name === 'firebase' || /(push$)|mobile|notification/.test(visit.medium),
  ],
]

/** Case never matters, as in GA4. */
export function channelOf({ source, medium, campaign }: Marks): Channel {
  const lower: Lower = {
    name: source?.name.toLowerCase() ?? '',
    kind: source?.kind ?? null,
    medium: medium?.toLowerCase() ?? '',
    campaign: campaign?.toLowerCase() ?? '',
  }
  return rules.find(([, fits]) => fits(lower))?.[0] ?? 'Unassigned'
}
