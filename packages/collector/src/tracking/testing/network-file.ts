// Writes a small .mmdb file of IPv4 networks, as the makers of such files do: https://maxmind.github.io/MaxMind-DB/
import { writeFileSync } from 'node:fs'

type Value = string | number | boolean | { [name: string]: Value }

const STRING = 2
const UINT32 = 6
const MAP = 7
const BOOLEAN = 14
const EXTENDED = 7
const SEPARATOR = 16
const IPV4_BITS = 32

/** `networks`: what the file says of each, as in `{ '203.0.113.0/24': { autonomous_system_number: 16509 } }`. */
export function writeNetworkFile(path: string, networks: Readonly<Record<string, Value>>): void {
  const records = Object.entries(networks)
  const nodes: [number | null, number | null][] = [[null, null]]
  const offsets: number[] = []
  let data = Buffer.alloc(0)
  for (const [network, record] of records) {
    offsets.push(data.length)
    data = Buffer.concat([data, encoded(record)])
    put(nodes, network, -offsets.length)
  }
  // Below zero: which record.
  const placed = (to: number | null) =>
    to === null ? nodes.length : to < 0 ? nodes.length + SEPARATOR + (offsets[-to - 1] ?? 0) : to
  const tree = Buffer.concat(nodes.flat().map((to) => uint32(placed(to))))
  const about = { node_count: nodes.length, record_size: 32, ip_version: 4, database_type: 'Networks' }
  const versions = { binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 1_781_000_000 }
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
  writeFileSync(path, Buffer.concat([tree, Buffer.alloc(SEPARATOR), data, marker, encoded({ ...about, ...versions })]))
}

function put(nodes: [number | null, number | null][], network: string, leaf: number): void {
  const [address = '', length = `${IPV4_BITS}`] = network.split('/')
  const bits = address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
    .slice(0, Number(length))
  let at = 0
  for (const [index, bit] of [...bits].entries()) {
    const side = bit === '1' ? 1 : 0
    const node = nodes[at]
    if (!node) throw new Error(`${network} lies within another network`)
    const next = index === bits.length - 1 ? leaf : (node[side] ?? nodes.push([null, null]) - 1)
    node[side] = next
    at = next
  }
}

function encoded(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([Buffer.from([(STRING << 5) | value.length]), Buffer.from(value)])
  if (typeof value === 'number') return Buffer.concat([Buffer.from([(UINT32 << 5) | 4]), uint32(value)])
  if (typeof value === 'boolean') return Buffer.from([Number(value), BOOLEAN - EXTENDED])
  const entries = Object.entries(value)
  return Buffer.concat([
    Buffer.from([(MAP << 5) | entries.length]),
    ...entries.flatMap(([name, one]) => [encoded(name), encoded(one)]),
  ])
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}
