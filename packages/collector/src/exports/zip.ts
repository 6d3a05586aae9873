// Packs files into one ZIP archive while they are read, however large they become.
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export interface ZippedFile {
  name: string
  bytes: AsyncIterable<Uint8Array>
}

/**
 * Fails where one of the files does, without the directory that makes an archive of it. Destroyed, it ends the reading of the files, and
 * is closed once that has ended.
 */
export function zipped(files: readonly ZippedFile[], mtime: Date): Readable {
  let open: Readable | null = null
  const archive = new PassThrough({
    destroy: (error, done) => {
      if (open === null || open.closed) return done(error)
      open.once('close', () => done(error))
      open.destroy()
    },
  })
  const zip = new ZipFile()
  zip.on('error', (error: Error) => archive.destroy(error))
  zip.outputStream.pipe(archive)
  for (const { name, bytes } of files)
    zip.addReadStreamLazy(name, { mtime }, (pack) => {
      if (archive.destroyed) return
      open = Readable.from(bytes, { objectMode: false })
      open.on('error', (error) => archive.destroy(error))
      pack(null, open)
    })
  zip.end()
  return archive
}
