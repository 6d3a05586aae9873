import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientIp, parseTrustProxy, type TrustProxy } from './client-ip.ts'

const from = (remoteAddress: string, headers: Record<string, string | string[]> = {}) => ({
  headers,
  socket: { remoteAddress },
})
const forwarded = (value: string) => ({ 'x-forwarded-for': value })

describe('whom the address is taken from', () => {
  it.each<[string, TrustProxy, string, Record<string, string | string[]>, string]>([
    ['trusts nobody unless told', 0, '127.0.0.1', forwarded('203.0.113.9'), '127.0.0.1'],
    ['trusts nobody with an empty list', [], '127.0.0.1', forwarded('203.0.113.9'), '127.0.0.1'],
    ['takes the one before the only proxy', 1, '10.0.0.1', forwarded('203.0.113.9'), '203.0.113.9'],
    ['lets nobody invent a hop', 1, '10.0.0.1', forwarded('1.1.1.1, 203.0.113.9'), '203.0.113.9'],
    ['goes two proxies back', 2, '10.0.0.1', forwarded('203.0.113.9, 198.51.100.2'), '203.0.113.9'],
    ['takes the outermost when the chain is shorter', 3, '10.0.0.1', forwarded('203.0.113.9'), '203.0.113.9'],
    ['believes a proxy on this machine', ['loopback'], '127.0.0.1', forwarded('203.0.113.9'), '203.0.113.9'],
    ['believes it over IPv6 too', ['loopback'], '::1', forwarded('203.0.113.9'), '203.0.113.9'],
    ['believes it when it looks mapped', ['loopback'], '::ffff:127.0.0.1', forwarded('203.0.113.9'), '203.0.113.9'],
    ['does not believe a stranger', ['loopback'], '198.51.100.7', forwarded('203.0.113.9'), '198.51.100.7'],
    [
      'stops at the first stranger',
      ['10.0.0.0/8'],
      '10.0.0.1',
      forwarded('6.6.6.6, 203.0.113.9, 10.2.3.4'),
      '203.0.113.9',
    ],
    ['knows a proxy by its IPv6 range', ['2001:db8::/32'], '2001:db8::5', forwarded('203.0.113.9'), '203.0.113.9'],
    ['stops where a proxy hides the address', 2, '10.0.0.1', forwarded('203.0.113.9, unknown'), '10.0.0.1'],
    ['ignores garbage', 1, '10.0.0.1', forwarded('<script>'), '10.0.0.1'],
    ['ignores an empty header', 1, '10.0.0.1', forwarded(' '), '10.0.0.1'],
    ['drops a port', 1, '10.0.0.1', forwarded('203.0.113.9:5544'), '203.0.113.9'],
    ['drops brackets and port', 1, '10.0.0.1', forwarded('[2001:db8:1:2::3]:5544'), '2001:db8:1:2::/64'],
    ['reads a repeated header as one', 1, '10.0.0.1', { 'x-forwarded-for': ['1.1.1.1', '203.0.113.9'] }, '203.0.113.9'],
    ['reads Forwarded', 1, '10.0.0.1', { forwarded: 'for=192.0.2.43;proto=https, For=203.0.113.9' }, '203.0.113.9'],
    [
      'reads quoted IPv6',
      1,
      '10.0.0.1',
      { forwarded: 'proto=https;for="[2001:db8:1:2::3]:4711"' },
      '2001:db8:1:2::/64',
    ],
    ['takes a hidden Forwarded as nobody', 1, '10.0.0.1', { forwarded: 'for=_hidden' }, '10.0.0.1'],
    ['reads CF-Connecting-IP', 1, '10.0.0.1', { 'cf-connecting-ip': '203.0.113.9' }, '203.0.113.9'],
    ['but from a proxy only', 0, '10.0.0.1', { 'cf-connecting-ip': '203.0.113.9' }, '10.0.0.1'],
    [
      'prefers the chain to CF-Connecting-IP',
      1,
      '10.0.0.1',
      { 'x-forwarded-for': '203.0.113.9', 'cf-connecting-ip': '6.6.6.6' },
      '203.0.113.9',
    ],
    ['says nothing of a connection that is gone', 1, '', forwarded('203.0.113.9'), ''],
  ])('%s', (_rule, trust, remote, headers, expected) => {
    expect(clientIp(from(remote, headers), trust)).toBe(expected)
  })
})

describe('what is kept of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, expected) => {
    expect(clientIp(from(address), 0)).toBe(expected)
  })

  it('is one for all addresses of a /64, and another for the next', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const prefix = fc.tuple(fc.integer({ min: 1, max: 0xffff }), group, group, group)
    fc.assert(
      fc.property(
        prefix,
        fc.tuple(group, group, group, group),
        fc.tuple(group, group, group, group),
        (net, one, two) => {
          const ip = (groups: number[]) => clientIp(from(groups.map((part) => part.toString(16)).join(':')), 0)
          const [a, b, c, d] = net
          expect(ip([...net, ...one])).toBe(ip([...net, ...two]))
          expect(ip([...net, ...one])).not.toBe(ip([a, b, c, d ^ 1, ...one]))
        },
      ),
    )
  })
})

describe('the setting', () => {
  it.each<[string, TrustProxy | null]>([
    ['0', 0],
    ['2', 2],
    ['loopback', ['loopback']],
    ['loopback, 10.0.0.0/8,2001:db8::7', ['loopback', '10.0.0.0/8', '2001:db8::7']],
    ['10.0.0.0/33', null],
    ['10.0.0.0/8/8', null],
    ['everybody', null],
    ['constructor', null],
  ])('%s', (text, expected) => {
    expect(parseTrustProxy(text)).toEqual(expected)
  })
})
