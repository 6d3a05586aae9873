// Where the socket of a database file is, and by which path it can be reached.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

export const socketOf = (file: string): string => `${file}.sock`

/** The path of a socket is kept in so many bytes, on macOS; Linux has 4 more (unix(7), sun_path). */
const MOST_BYTES = 103

export interface Address {
  path: string
  /** Once somebody is bound or connected. */
  drop(): void
}

/** The socket itself is always beside its database. A path that is too long is reached by a short one, in a folder of our own. */
export function addressOf(socket: string): Address {
  if (Buffer.byteLength(socket) <= MOST_BYTES) return { path: socket, drop: () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'farthing-'))
  symlinkSync(dirname(socket), join(folder, 'd'))
  const drop = () => rmSync(folder, { recursive: true })
  const path = join(folder, 'd', basename(socket))
  if (Buffer.byteLength(path) <= MOST_BYTES) return { path, drop }
  drop()
  throw new Error(`The name ${basename(socket)} is too long for a socket. Give the database file a shorter one.`)
}
