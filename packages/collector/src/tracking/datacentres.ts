// Whether an address belongs to a datacentre: by the operator's .mmdb file of networks. Without one nobody is judged.
import { readFileSync } from 'node:fs'
import { Reader, type Response } from 'mmdb-lib'
import { hostingNetworks } from './hosting-networks.ts'

/** `ip` as `clientIp` gives it. */
export type IsDatacentre = (ip: string) => boolean

/** Throws with a sentence when the file cannot be used. Null: nobody can say. */
export function openNetworkFile(operatorsFile: string | null): IsDatacentre | undefined {
  if (operatorsFile === null) return undefined
  const reader = opened(operatorsFile)
  // A visitor's IPv6 address is known as its network: `2001:db8::/64`.
  return remembering((ip) => isHosting(recordOf(reader, ip.split('/')[0] ?? '')))
}

function opened(file: string): Reader<Response> {
  try {
    return new Reader<Response>(readFileSync(file))
  } catch (cause) {
    throw new Error(`FARTHING_ASN_FILE: ${file} is not a readable .mmdb file.`, { cause })
  }
}

const recordOf = (reader: Reader<Response>, address: string): unknown => (address === '' ? null : reader.get(address))

/**
 * Files that say of each network whether it is a host's are believed, and not where they say that people come through it. Of
 * others only the number is read: as MaxMind and DB-IP write it, or as IPinfo does (`AS16509`).
 */
export function isHosting(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false
  const said = (name: string): unknown => Reflect.get(record, name)
  if (['is_anonymous_vpn', 'is_residential_proxy', 'is_vpn', 'is_relay'].some((name) => said(name) === true))
    return false
  if (said('is_hosting_provider') === true || said('is_hosting') === true) return true
  const number = said('autonomous_system_number') ?? said('asn')
  if (typeof number === 'number') return hostingNetworks.has(number)
  return typeof number === 'string' && /^AS\d+$/i.test(number) && hostingNetworks.has(Number(number.slice(2)))
}

const MOST = 20_000

/** Asked with every message, looked up once for each address: the oldest is forgotten, and nothing is written down. */
function remembering(look: IsDatacentre): IsDatacentre {
  const known = new Map<string, boolean>()
  return (ip) => {
    const found = known.get(ip)
    if (found !== undefined) return found
    const answer = look(ip)
    known.set(ip, answer)
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return answer
  }
}
