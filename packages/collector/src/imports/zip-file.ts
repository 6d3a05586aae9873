// Reads a zip archive by its directory, which stands at its end, and each file in it as it is unpacked, never as a whole.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs'
import { pipeline, Readable, type Transform } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'

export interface ZipEntry {
  name: string
  method: number
  checksum: number
  /** Packed. */
  bytes: number
  /** Where its own header begins. */
  at: number
}

const END = 0x06054b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const LARGE_END_PLACE_BYTES = 20
const LARGE_END_BYTES = 56
const ENTRY_BYTES = 46
const HEADER_BYTES = 30
/** Stands for "larger than this": the number itself is elsewhere. */
const LARGE = 0xffffffff
const STORED = 0
const DEFLATED = 8

/** Throws when it is no archive. */
export function zipEntries(path: string): ZipEntry[] {
  return reading(path, (read, size) => {
    const tailAt = Math.max(0, size - END_BYTES - LONGEST_COMMENT - LARGE_END_PLACE_BYTES)
    const tail = read(tailAt, size - tailAt)
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (end < 0 || tail.readUInt32LE(end) !== END) throw new Error('it has no directory')
    const directory = directoryAt(tail.subarray(end), tail.subarray(0, end), read)
    const entries = read(directory.at, directory.bytes)
    const found: ZipEntry[] = []
    for (let at = 0; at + ENTRY_BYTES <= entries.length; ) {
      const { entry, length } = entryAt(entries.subarray(at))
      found.push(entry)
      at += length
    }
    return found
  })
}

type Read = (at: number, length: number) => Buffer

function reading<Found>(path: string, find: (read: Read, size: number) => Found): Found {
  const file = openSync(path, 'r')
  try {
    const read: Read = (at, length) => {
      const buffer = Buffer.alloc(length)
      if (readSync(file, buffer, 0, length, at) !== length) throw new Error('it ends too early')
      return buffer
    }
    return find(read, fstatSync(file).size)
  } finally {
    closeSync(file)
  }
}

function directoryAt(end: Buffer, before: Buffer, read: Read): { at: number; bytes: number } {
  const at = end.readUInt32LE(16)
  if (at !== LARGE) return { at, bytes: end.readUInt32LE(12) }
  const place = before.subarray(before.length - LARGE_END_PLACE_BYTES)
  const large = read(Number(place.readBigUInt64LE(8)), LARGE_END_BYTES)
  return { at: Number(large.readBigUInt64LE(48)), bytes: Number(large.readBigUInt64LE(40)) }
}

function entryAt(bytes: Buffer): { entry: ZipEntry; length: number } {
  const [nameLength, extraLength] = [bytes.readUInt16LE(28), bytes.readUInt16LE(30)]
  const extraAt = ENTRY_BYTES + nameLength
  const unpacked = bytes.readUInt32LE(24)
  const [packed, at] = [bytes.readUInt32LE(20), bytes.readUInt32LE(42)]
  const large = largeNumbers(bytes.subarray(extraAt, extraAt + extraLength))
  // In this order, and only those that are too large for their place.
  if (unpacked === LARGE) large.shift()
  const entry = {
    name: bytes.toString('utf8', ENTRY_BYTES, extraAt),
    method: bytes.readUInt16LE(10),
    checksum: bytes.readUInt32LE(16),
    bytes: packed === LARGE ? (large.shift() ?? 0) : packed,
    at: at === LARGE ? (large.shift() ?? 0) : at,
  }
  return { entry, length: extraAt + extraLength + bytes.readUInt16LE(32) }
}

function largeNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1)
      return Array.from({ length: Math.floor(field.length / 8) }, (_, index) =>
        Number(field.readBigUInt64LE(index * 8)),
      )
  }
  return []
}

/** What goes wrong comes out of its iteration. */
export const unpackedBy = (unpack: Transform, packed: Readable): Transform => pipeline(packed, unpack, () => {})

/** Throws while it is read when it is not whole. `tell` hears the share that was read. */
export async function* entryBytes(
  path: string,
  { at, bytes, method, checksum }: ZipEntry,
  tell: (share: number) => void,
): AsyncGenerator<Uint8Array> {
  if (method !== STORED && method !== DEFLATED) throw new Error('it is packed in a way that is not known here')
  const start = reading(path, (read) => {
    const header = read(at, HEADER_BYTES)
    return at + HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  })
  const packed = bytes === 0 ? Readable.from([]) : createReadStream(path, { start, end: start + bytes - 1 })
  let read = 0
  packed.on('data', ({ length }: Buffer) => {
    read += length
  })
  let sum = 0
  const unpacked: AsyncIterable<Buffer> = method === STORED ? packed : unpackedBy(createInflateRaw(), packed)
  for await (const chunk of unpacked) {
    // Here and not when a piece arrives: who hears it may end the reading by an error, which nobody would catch there.
    tell(read / bytes)
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== checksum) throw new Error('its checksum is another one')
}
