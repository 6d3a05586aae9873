import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { groupCommit } from './group-commit.ts'
import type { Db } from './schema.ts'
import { engines, freshStorage } from './testing/databases.ts'

const put = (trx: Db, key: string) => trx.insertInto('setting').values({ key, value: 'x' }).execute()
const keys = async (db: Db) =>
  (await db.selectFrom('setting').select('key').orderBy('key').execute()).map((row) => row.key)

describe.each(engines)('storage (%s)', (engine) => {
  it('says which engine it is', async () => {
    expect((await freshStorage(engine)).engine).toBe(engine)
  })

  it('keeps nothing of a transaction that fails', async () => {
    const storage = await freshStorage(engine)
    await expect(
      storage.write(async (trx) => {
        await put(trx, 'a')
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await keys(storage.read)).toEqual([])
  })

  it('gives whole numbers of any size back as numbers', async () => {
    const storage = await freshStorage(engine)
    const at = 1_790_000_000_000
    await storage.write((trx) =>
      trx.insertInto('salt').values({ site_id: 's', day: 'd', salt: 'x', delete_at: at }).execute(),
    )
    expect(await storage.read.selectFrom('salt').select('delete_at').executeTakeFirst()).toEqual({ delete_at: at })
  })

  it('commits what arrives together in one transaction, and answers each after the commit', async () => {
    const storage = await freshStorage(engine)
    const write = groupCommit(storage, async (trx, keys: readonly string[]) => {
      for (const key of keys) await put(trx, key)
      return [...keys]
    })
    expect(await Promise.all(['a', 'b', 'c'].map(write))).toEqual(['a', 'b', 'c'])
    expect(await keys(storage.read)).toEqual(['a', 'b', 'c'])
  })

  it('lets one bad item fail alone', async () => {
    const storage = await freshStorage(engine)
    const write = groupCommit(storage, async (trx, keys: readonly string[]) => {
      for (const key of keys) await put(trx, key)
      if (keys.includes('bad')) await sql`select * from no_such_table`.execute(trx)
      return [...keys]
    })
    const results = await Promise.allSettled(['a', 'bad', 'c'].map(write))
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await keys(storage.read)).toEqual(['a', 'c'])
  })
})

it('does not let the reading connection of SQLite write', async () => {
  const storage = await freshStorage('sqlite')
  await expect(put(storage.read, 'a')).rejects.toThrow(/readonly/)
})
