// What is in an archive, as a test wants it: the text of each file, and the lines of a table by its columns.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { entryBytes, zipEntries } from '../../imports/zip-file.ts'

export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

/** Read by its directory, every checksum compared. Throws when it is not whole. */
export async function unpacked(archive: Uint8Array): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-archive-'))
  const path = join(folder, 'archive.zip')
  try {
    writeFileSync(path, archive)
    const files = new Map<string, string>()
    for (const entry of zipEntries(path))
      files.set(entry.name, String(await bytesOf(entryBytes(path, entry, () => undefined))))
    return files
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const linesOf = (files: Map<string, string>, file: string): Record<string, string>[] =>
  parse(files.get(file) ?? '', { columns: true })
