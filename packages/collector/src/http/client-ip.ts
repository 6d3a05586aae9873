// Which address a request came from: forwarded headers are believed only as far as the operator trusts the proxies in front.
import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * How many proxies stand in front, or their addresses: single ones, CIDR ranges, `loopback`, `linklocal`, `uniquelocal`.
 * 0 or an empty list: nobody, and forwarded headers are ignored. Express's `trust proxy` takes the same values.
 */
export type TrustProxy = number | readonly string[]

export interface Incoming {
  headers: Readonly<Record<string, string | string[] | undefined>>
  socket: { remoteAddress?: string | undefined }
}

const namedRanges: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** The setting as text: `1`, `loopback`, `10.0.0.0/8, 2001:db8::7`. Null when it cannot be understood. */
export function parseTrustProxy(text: string): TrustProxy | null {
  if (/^\s*\d{1,2}\s*$/.test(text)) return Number(text)
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  return entries.every((entry) => Object.hasOwn(namedRanges, entry) || isRange(entry)) ? entries : null
}

/**
 * The address that stands for a visitor: IPv4 whole, IPv6 cut to the /64 that a household gets, since the rest changes
 * by the day (RFC 8981). Empty when the connection is gone already.
 */
export function clientIp(req: Incoming, trust: TrustProxy): string {
  const remote = remoteOf(req.socket)
  if (remote === null) return ''
  return network(nearestUntrusted(remote, () => forwardedChain(req.headers), trust))
}

/** Whether a proxy that the operator trusts handed the request on: then what it says of the visitor is believed. */
export function cameThroughProxy(req: Incoming, trust: TrustProxy): boolean {
  const remote = remoteOf(req.socket)
  return remote !== null && isTrusted(remote, 0, trust)
}

const remotes = new WeakMap<Incoming['socket'], string | null>()

/** Null when the connection is gone. Kept as long as the connection is: a proxy sends thousands of requests over one. */
function remoteOf(socket: Incoming['socket']): string | null {
  const known = remotes.get(socket)
  if (known !== undefined) return known
  const remote = normalise(socket.remoteAddress ?? '')
  if (remote !== null) remotes.set(socket, remote)
  return remote
}

/** Walks from our side outwards, and stops at the first address that nobody we trust vouches for. */
function nearestUntrusted(remote: string, chain: () => (string | null)[], trust: TrustProxy): string {
  let nearest = remote
  let hop = 0
  const outwards = isTrusted(remote, hop, trust) ? chain().reverse() : []
  for (const address of outwards) {
    if (address === null || !isTrusted(nearest, hop, trust)) break
    nearest = address
    hop += 1
  }
  return nearest
}

const isTrusted = (address: string, hop: number, trust: TrustProxy): boolean =>
  typeof trust === 'number' ? hop < trust : trust.length > 0 && listOf(trust).check(address, familyOf(address))

/**
 * Left to right as the proxies wrote them, null where one wrote no address. X-Forwarded-For first, because nearly every proxy
 * appends to it. CF-Connecting-IP is Cloudflare's word for a chain of one, used where the chain itself was removed.
 */
function forwardedChain(headers: Incoming['headers']): (string | null)[] {
  const chain = headerOf(headers, 'x-forwarded-for')
  if (chain !== null) return chain.split(',').map(addressIn)
  const forwarded = headerOf(headers, 'forwarded')
  if (forwarded !== null) return forwarded.split(',').map((element) => addressIn(forParameter(element)))
  const cloudflare = headerOf(headers, 'cf-connecting-ip')
  return cloudflare === null ? [] : [addressIn(cloudflare)]
}

function headerOf(headers: Incoming['headers'], name: string): string | null {
  const value = headers[name]
  const text = Array.isArray(value) ? value.join(',') : value
  return text === undefined || text.trim() === '' ? null : text
}

/** RFC 7239: `for=192.0.2.43;proto=https`, `For="[2001:db8::17]:4711"`. */
const forParameter = (element: string): string => /(?:^|;)\s*for\s*=\s*"?([^";]*)"?/i.exec(element)?.[1] ?? ''

/** Without port and brackets; null for `unknown`, `_hidden` and garbage. */
function addressIn(text: string): string | null {
  const bare = text.trim()
  if (isIPv4(bare)) return bare
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(bare)?.[1]
  const withPort = /^([\d.]+):\d+$/.exec(bare)?.[1]
  return normalise(bracketed ?? withPort ?? bare)
}

/** IPv4 that arrives as IPv6 (`::ffff:192.0.2.1`) is IPv4; a zone (`fe80::1%eth0`) is no part of an address. */
function normalise(address: string): string | null {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  if (isIP(bare) === 4) return bare
  if (isIP(bare) !== 6) return null
  const groups = groupsOf(bare)
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return bare
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

const network = (address: string): string => {
  if (!address.includes(':')) return address
  const prefix = groupsOf(address).slice(0, 4)
  return `${prefix.map((group) => group.toString(16)).join(':')}::/64`
}

/** The eight 16-bit groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const plain = dotted ? `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}` : address
  const [head = '', tail] = plain.split('::')
  const left = hexGroups(head)
  const right = hexGroups(tail ?? '')
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

const pair = (high = '0', low = '0') => (Number(high) * 256 + Number(low)).toString(16)
const hexGroups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const lists = new WeakMap<readonly string[], BlockList>()

function listOf(trust: readonly string[]): BlockList {
  const known = lists.get(trust)
  if (known) return known
  const list = new BlockList()
  for (const range of trust.flatMap((entry) => namedRanges[entry] ?? [entry])) {
    const [address = '', bits] = range.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  lists.set(trust, list)
  return list
}

function isRange(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  if (isIP(address) === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 6 ? 128 : 32))
}
