import { randomBytes } from 'node:crypto'
import { setImmediate as later } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { bytesOf, unpacked } from './testing/unpacked.ts'
import { type ZippedFile, zipped } from './zip.ts'

const mtime = new Date('2026-03-01T12:00:00Z')

async function* inPieces(...pieces: string[]) {
  for (const piece of pieces) {
    await later()
    yield Buffer.from(piece)
  }
}

it('packs files that are read one after the other, and is the same bytes each time', async () => {
  const order: string[] = []
  const files = (): ZippedFile[] =>
    ['a.txt', 'b.txt', 'empty.txt'].map((name) => ({
      name,
      bytes: (async function* () {
        order.push(`${name} begins`)
        yield* name === 'empty.txt' ? inPieces() : inPieces(name, ' is', ' whole\n'.repeat(50_000))
        order.push(`${name} ends`)
      })(),
    }))
  const archive = await bytesOf(zipped(files(), mtime))
  expect(order).toEqual(['a.txt', 'b.txt', 'empty.txt'].flatMap((name) => [`${name} begins`, `${name} ends`]))
  expect(archive.length).toBeLessThan(10_000)
  const found = await unpacked(archive)
  expect([...found.keys()]).toEqual(['a.txt', 'b.txt', 'empty.txt'])
  expect(found.get('b.txt')).toBe(`b.txt is${' whole\n'.repeat(50_000)}`)
  expect(found.get('empty.txt')).toBe('')
  expect((await bytesOf(zipped(files(), mtime))).equals(archive)).toBe(true)
})

it('is no archive where a file breaks off', async () => {
  const broken: ZippedFile = {
    name: 'b.txt',
    bytes: (async function* () {
      yield* inPieces('as far as here')
      throw new Error('the database has gone')
    })(),
  }
  const pieces: Uint8Array[] = []
  const reading = (async () => {
    for await (const piece of zipped([{ name: 'a.txt', bytes: inPieces('whole') }, broken], mtime)) pieces.push(piece)
  })()
  await expect(reading).rejects.toThrow('the database has gone')
  await expect(unpacked(Buffer.concat(pieces))).rejects.toThrow('it has no directory')
})

it('ends the reading of a file of which nobody wants more', async () => {
  let read = 0
  let ended = false
  const endless = (async function* () {
    try {
      for (;;) {
        await later()
        read += 1
        yield randomBytes(10_000)
      }
    } finally {
      await later()
      ended = true
    }
  })()
  const archive = zipped([{ name: 'endless', bytes: endless }], mtime)
  for await (const piece of archive) if (piece.length > 1_000) break
  await vi.waitFor(() => expect(archive.closed).toBe(true))
  expect(ended).toBe(true)
  const before = read
  await later()
  await later()
  expect(read).toBe(before)
  // What is in the way between the two, and no more of it, was read ahead.
  expect(read).toBeLessThan(100)
})
