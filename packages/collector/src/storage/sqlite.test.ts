import SQLite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from './open.ts'
import { freshDatabase } from './testing/databases.ts'

it('never loses a write of the collector to a command that writes beside it', async () => {
  const { url, remove } = await freshDatabase('sqlite')
  const collector = await openStorage(url)
  const command = new SQLite(url.replace('sqlite:', ''), { timeout: 0 })
  onTestFinished(async () => {
    command.close()
    await collector.close()
    await remove()
  })
  const commandWrites = () => command.exec("insert into setting (key, value) values ('b', '2')")
  await collector.write(async (trx) => {
    await trx.selectFrom('setting').selectAll().execute()
    expect(commandWrites, 'has to wait for its turn').toThrow('database is locked')
    await trx.insertInto('setting').values({ key: 'a', value: '1' }).execute()
  })
  commandWrites()
  expect(await collector.read.selectFrom('setting').select('key').orderBy('key').execute()).toEqual([
    { key: 'a' },
    { key: 'b' },
  ])
})
