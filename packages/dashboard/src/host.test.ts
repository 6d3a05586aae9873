// Owners paste addresses in many forms.
import { describe, expect, it } from 'vitest'
import { hostFromInput, hostsFromInput } from './host.ts'

describe('a host', () => {
  it.each([
    ['shop.example', 'shop.example'],
    ['https://Shop.Example/pricing?x=1#top', 'shop.example'],
    ['localhost:4244', 'localhost:4244'],
    ['*.shop.example', '*.shop.example'],
    [' www.shop.example ', 'www.shop.example'],
    ['not a host', null],
    ['', null],
    ['https://', null],
  ])('%j is %j', (input, host) => {
    expect(hostFromInput(input)).toBe(host)
  })
})

describe('several hosts', () => {
  it.each([
    ['a.example, b.example\nhttps://a.example/', { kind: 'hosts', hosts: ['a.example', 'b.example'] }],
    ['a.example, b_ad', { kind: 'invalid', input: 'b_ad' }],
    ['  ', { kind: 'none' }],
  ])('%j', (input, hosts) => {
    expect(hostsFromInput(input)).toEqual(hosts)
  })
})
