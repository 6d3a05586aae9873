// Whether an address is in a list of addresses and ranges. An IPv6 address stands for its household's /64, as visitors do.
import { BlockList, isIP } from 'node:net'

const lists = new WeakMap<readonly string[], BlockList>()

/** `ip` as `clientIp` gives it: IPv4 whole, IPv6 as `2001:db8:0:1::/64`. */
export function isInList(ip: string, entries: readonly string[]): boolean {
  if (entries.length === 0) return false
  const address = ip.replace(/\/64$/, '')
  const version = isIP(address)
  return version !== 0 && listOf(entries).check(address, version === 6 ? 'ipv6' : 'ipv4')
}

function listOf(entries: readonly string[]): BlockList {
  const known = lists.get(entries)
  if (known) return known
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    if (isIP(address) === 6) list.addSubnet(address, Math.min(64, Number(bits ?? 64)), 'ipv6')
    else if (isIP(address) === 4) list.addSubnet(address, Number(bits ?? 32), 'ipv4')
  }
  lists.set(entries, list)
  return list
}
