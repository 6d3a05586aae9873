import { expect, it } from 'vitest'
import { channelOf } from './channel.ts'
import { clickIn } from './click-ids.ts'
import { sourceOfTag } from './sources.ts'

const asked = (parameters: Record<string, string>) => clickIn((name) => parameters[name] ?? null)

it.each([
  ['gclid', 'Google', 'Paid Search'],
  ['gbraid', 'Google', 'Paid Search'],
  ['wbraid', 'Google', 'Paid Search'],
  ['dclid', 'Google', 'Display'],
  ['msclkid', 'Bing', 'Paid Search'],
  ['yclid', 'Yandex', 'Paid Search'],
  ['ttclid', 'TikTok', 'Paid Social'],
  ['twclid', 'X', 'Paid Social'],
  ['li_fat_id', 'LinkedIn', 'Paid Social'],
  ['rdt_cid', 'Reddit', 'Paid Social'],
  ['sccid', 'Snapchat', 'Paid Social'],
  ['qclid', 'Quora', 'Paid Social'],
  ['tblci', 'Taboola', 'Paid Other'],
  ['obclid', 'Outbrain', 'Paid Other'],
  ['dicbo', 'Outbrain', 'Paid Other'],
  ['irclickid', 'Impact', 'Affiliates'],
  ['cjevent', 'CJ', 'Affiliates'],
  ['awc', 'Awin', 'Affiliates'],
  ['fbclid', 'Facebook', 'Organic Social'],
  ['epik', 'Pinterest', 'Organic Social'],
  ['igshid', 'Instagram', 'Organic Social'],
  ['igsh', 'Instagram', 'Organic Social'],
  ['srsltid', 'Google Shopping', 'Organic Shopping'],
])('a link with %s is from %s, by %s', (kind, source, channel) => {
  const click = asked({ [kind]: 'abc' })
  expect(click).toMatchObject({ kind, id: 'abc', source })
  expect(channelOf({ source: sourceOfTag(source), medium: click?.medium ?? null, campaign: null })).toBe(channel)
})

it('of several, the one that was paid for counts', () => {
  expect(asked({ fbclid: 'shared', gclid: 'paid' })).toMatchObject({ kind: 'gclid' })
  expect(asked({})).toBeNull()
})
