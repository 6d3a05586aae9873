// Opens what the owner names: CSV files, zip archives of them, and folders. They are read piece by piece, as often as it takes.
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refusal } from '../errors.ts'
import { entryBytes, unpackedBy, zipEntries } from './zip-file.ts'

export interface NamedFile {
  /** As the owner can find it: `export.zip: imported_visitors.csv`. */
  name: string
  /** From its beginning, each time. `tell` hears the share that was read. */
  open: (tell?: Tell) => AsyncIterable<Uint8Array>
}

/** Hears the share that is done. */
export type Tell = (share: number) => void

type Open = (tell: Tell) => AsyncIterable<Uint8Array>

/** Throws with a sentence when a file cannot be read. */
export const openFiles = (paths: readonly string[]): NamedFile[] => paths.flatMap(openOne)

function openOne(path: string): NamedFile[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Error(`There is no file ${path}.`)
  if (found.isDirectory())
    return readdirSync(path)
      .sort()
      .filter((name) => /\.(csv|zip|csv\.gz)$/i.test(name))
      .flatMap((file) => openOne(join(path, file)))
  const name = basename(path)
  if (!/\.zip$/i.test(name)) return [named(name, (tell) => fileBytes(path, found.size, tell))]
  return opened(name, () => zipEntries(path))
    .filter((entry) => /\.csv(\.gz)?$/i.test(entry.name) && !entry.name.startsWith('__'))
    .map((entry) => named(basename(entry.name), (tell) => entryBytes(path, entry, tell), `${name}: `))
}

async function* fileBytes(path: string, size: number, tell: Tell): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of createReadStream(path)) {
    read += (chunk as Buffer).length
    tell(read / size)
    yield chunk as Buffer
  }
}

function named(name: string, open: Open, within = ''): NamedFile {
  const isPacked = /\.gz$/i.test(name)
  return {
    name: within + name.replace(/\.gz$/i, ''),
    open: (tell = () => {}) => whole(within + name, isPacked ? gunzipped(open(tell)) : open(tell)),
  }
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of unpackedBy(createGunzip(), Readable.from(packed))) yield chunk as Buffer
}

async function* whole(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    // Of who hears how far it is, and wants no more.
    if (cause instanceof Refusal) throw cause
    throw broken(name, cause)
  }
}

function opened<T>(name: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    throw broken(name, cause)
  }
}

const broken = (name: string, cause: unknown) =>
  new Error(`${name} cannot be unpacked: it is not whole, or not what its name says.`, { cause })
