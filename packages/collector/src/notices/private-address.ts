// Which addresses are of the own machine or network: what a notice may not be sent to unless the operator allows it.
import { BlockList, isIP } from 'node:net'

/** https://www.iana.org/assignments/iana-ipv4-special-registry and the same for IPv6: all that is not the public internet. */
const ranges: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
]
/** Only these are given out to the public internet; of them, what carries an IPv4 address or is for documents is not. */
const global: readonly [string, number] = ['2000::', 3]
const notGlobal: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const blocked = new BlockList()
for (const [address, bits, family] of ranges) blocked.addSubnet(address, bits, family)
for (const [address, bits] of notGlobal) blocked.addSubnet(address, bits, 'ipv6')
const allowed6 = new BlockList()
allowed6.addSubnet(global[0], global[1], 'ipv6')

/** What is no address at all is not public either. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !blocked.check(address, 'ipv4')
  return isIP(address) === 6 && allowed6.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}
