// Opens what the owner names: CSV files, zip archives of them, and folders.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'

export interface NamedText {
  /** As the owner can find it: `export.zip: imported_visitors.csv`. */
  name: string
  text: string
}

/** Throws with a sentence when a file cannot be read. */
export const openFiles = (paths: readonly string[]): NamedText[] => paths.flatMap(openOne)

const MB = 1024 * 1024
/** A text is longer than its bytes at most by a little, and has to be one string: https://nodejs.org/api/buffer.html#bufferconstantsmax_string_length */
const LARGEST_MB = 500

function refuseTooLarge(name: string, bytes: number): void {
  if (bytes <= LARGEST_MB * MB) return
  throw new Error(`${name} is larger than ${LARGEST_MB} MB: export it in parts, as one file for each year.`)
}

function openOne(path: string): NamedText[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Error(`There is no file ${path}.`)
  if (found.isDirectory())
    return readdirSync(path)
      .sort()
      .filter(isOurs)
      .flatMap((file) => openOne(join(path, file)))
  refuseTooLarge(path, found.size)
  return unpacked(basename(path), readFileSync(path))
}

const isOurs = (name: string) => /\.(csv|zip|csv\.gz)$/i.test(name)

function unpacked(name: string, bytes: Uint8Array): NamedText[] {
  if (/\.gz$/i.test(name))
    return unpacked(
      name.replace(/\.gz$/i, ''),
      opened(name, () => gunzipSync(bytes)),
    )
  refuseTooLarge(name, bytes.byteLength)
  if (!/\.zip$/i.test(name)) return [{ name, text: Buffer.from(bytes).toString('utf8') }]
  const files = opened(name, () =>
    unzipSync(bytes, { filter: (file) => isOurs(file.name) && !file.name.startsWith('__') }),
  )
  return Object.entries(files).flatMap(([inner, content]) =>
    unpacked(basename(inner), content).map((file) => ({ ...file, name: `${name}: ${file.name}` })),
  )
}

function opened<T>(name: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    throw new Error(`${name} cannot be unpacked: it is not whole, or not what its name says.`, { cause })
  }
}
