import { describe, expect, it } from 'vitest'
import type { Storage } from './open.ts'
import { engines, freshStorage } from './testing/databases.ts'
import { forgetWords, numberOfSite, OTHER, pages, wordsOf } from './words.ts'

const page = { host: 'shop.example', path: '/teapot' }
const siteId = 'site_abcdefgh'

const say = (storage: Storage, path: string, day: string) =>
  storage.write(async (trx) => pages.numberOf(trx, await numberOfSite(trx, siteId), { ...page, path }, day))
const kept = async (storage: Storage) => (await storage.read.selectFrom('page').select('path').execute()).length

describe.each(engines)('a word (%s)', (engine) => {
  it('has the same number each time, and says the same', async () => {
    const storage = await freshStorage(engine)
    const first = await say(storage, '/a', '2026-06-10')
    const other = await say(storage, '/b', '2026-06-10')
    expect(await say(storage, '/a', '2026-06-10')).toBe(first)
    expect(await say(storage, '/a', '2026-06-11')).toBe(first)
    expect(other).not.toBe(first)
    expect(await pages.saidBy(storage.read, other)).toMatchObject({ ...page, path: '/b' })
  })

  it('that was said in a transaction which was rolled back is said anew', async () => {
    const storage = await freshStorage(engine)
    await say(storage, '/first', '2026-06-10')
    const failed = storage.write(async (trx) => {
      const site = await numberOfSite(trx, siteId)
      await pages.numberOf(trx, site, { ...page, path: '/lost' }, '2026-06-10')
      await pages.numberOf(trx, site, { ...page, path: '/lost' }, '2026-06-10')
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    const next = await say(storage, '/next', '2026-06-10')
    const lost = await say(storage, '/lost', '2026-06-10')
    expect(lost).not.toBe(next)
    expect(await pages.saidBy(storage.read, lost)).toMatchObject({ path: '/lost' })
  })

  it('is forgotten when nobody has said it for as long as the site keeps visits, and may be said again', async () => {
    const storage = await freshStorage(engine)
    for (const day of ['2026-06-10', '2026-06-11']) await say(storage, '/old', day)
    await say(storage, '/new', '2026-06-12')
    await storage.write((trx) => forgetWords(trx, siteId, '2026-06-12'))
    expect(await kept(storage)).toBe(1)
    const again = await say(storage, '/old', '2026-06-13')
    expect(await pages.saidBy(storage.read, again)).toMatchObject({ path: '/old' })
    expect(await kept(storage)).toBe(2)
  })

  it('beyond a day’s limit of its site is “(other)”; those that are known go on, and so does the next day', async () => {
    const storage = await freshStorage(engine)
    const few = wordsOf('page', ['host', 'path'], { most: 2, other: ({ host }) => ({ host, path: '(other)' }) })
    const sayOne = (path: string, day: string, of = siteId) =>
      storage.write(async (trx) => few.numberOf(trx, await numberOfSite(trx, of), { ...page, path }, day))
    const pathOf = async (no: number) => (await few.saidBy(storage.read, no)).path
    const today = '2026-06-10'
    const first = await sayOne('/a', today)
    await sayOne('/b', today)
    for (const path of ['/c', '/d', '/e']) expect(await pathOf(await sayOne(path, today))).toBe('(other)')
    expect(await sayOne('/a', today)).toBe(first)
    expect(await pathOf(await sayOne('/c', today, 'site_ofanother'))).toBe('/c')
    expect(await pathOf(await sayOne('/c', '2026-06-11'))).toBe('/c')
  })

  it('keeps its host beyond the limit, until there are too many hosts as well', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    const few = wordsOf('page', ['host', 'path'], {
      most: 2,
      other: ({ host }) => ({ host, path: OTHER }),
      last: () => ({ host: OTHER, path: OTHER }),
    })
    const said = await storage.write(async (trx) => {
      const site = await numberOfSite(trx, siteId)
      const numbers: number[] = []
      for (let n = 0; n < 700; n += 1)
        numbers.push(await few.numberOf(trx, site, { host: `h${n}.shop.example`, path: `/${n}` }, '2026-06-10'))
      return numbers
    })
    const wordOf = (at: number) => few.saidBy(storage.read, said[at] ?? 0)
    expect(await wordOf(1)).toMatchObject({ host: 'h1.shop.example', path: '/1' })
    expect(await wordOf(2)).toMatchObject({ host: 'h2.shop.example', path: '(other)' })
    expect(await wordOf(699)).toMatchObject({ host: '(other)', path: '(other)' })
    expect(await kept(storage)).toBe(503)
  })
})
