import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from './open.ts'

async function shop() {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-reader-'))
  const storage = await openStorage(`sqlite:${join(folder, 'farthing.sqlite')}`)
  onTestFinished(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })
  return storage
}
const put = (storage: Awaited<ReturnType<typeof shop>>, key: string) =>
  storage.write((trx) => trx.insertInto('setting').values({ key, value: 'x' }).execute())
const keysOf = ({ reports }: Awaited<ReturnType<typeof shop>>) => reports.selectFrom('setting').select('key').execute()

it('sees what was committed before it was asked', async () => {
  const storage = await shop()
  for (const key of ['a', 'b']) {
    await put(storage, key)
    expect(await keysOf(storage)).toContainEqual({ key })
  }
})

it('keeps nobody else waiting', async () => {
  const storage = await shop()
  const long = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000) select count(*) as count from n`
  let answered = false
  const report = long.execute(storage.reports).then(({ rows }) => {
    answered = true
    return rows
  })
  await put(storage, 'meanwhile')
  expect(await storage.read.selectFrom('setting').select('key').execute()).toContainEqual({ key: 'meanwhile' })
  expect(answered).toBe(false)
  expect(await report).toEqual([{ count: 3_000_000 }])
})

it('writes nothing, and says what is wrong with a question', async () => {
  const storage = await shop()
  await expect(sql`delete from setting`.execute(storage.reports)).rejects.toThrow()
  await expect(sql`select 1 from nowhere`.execute(storage.reports)).rejects.toThrow('no such table: nowhere')
  await expect(storage.reports.transaction().execute(() => Promise.resolve())).rejects.toThrow('only read')
})

it('answers those that wait when it is closed', async () => {
  const storage = await shop()
  const waiting = expect(keysOf(storage)).rejects.toThrow('The database was closed.')
  await storage.close()
  await waiting
})
