import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { insertSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { freshStorage } from '../storage/testing/databases.ts'
import { trackingDoor } from './routes.ts'
import { ada, messageOf, site, viewIdOf } from './testing/visits.ts'

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const pragma = (text: string) => (trx: Db) => sql.raw(`pragma ${text}`).execute(trx)

interface Trouble {
  start: (storage: Storage) => Promise<unknown>
  end: (storage: Storage) => Promise<unknown>
  code: RegExp
}

/** SQLite's own limit on the file fails in the same place as a disk without room, and with the same code. */
const fullDisk: Trouble = {
  start: (storage) => storage.write(pragma('max_page_count = 1')),
  end: (storage) => storage.write(pragma('max_page_count = 1073741823')),
  code: /SQLITE_FULL/,
}

/** Writes go to the reading connection, which SQLite refuses as it does on a read-only disk. */
function readOnlyDisk(): Trouble {
  let healthy: Storage['write'] | undefined
  return {
    start: async (storage) => {
      healthy = storage.write
      storage.write = (work) => storage.read.transaction().execute(work)
    },
    end: async (storage) => {
      if (healthy) storage.write = healthy
    },
    code: /SQLITE_READONLY/,
  }
}

async function door() {
  const storage = await freshStorage('sqlite')
  await storage.write((trx) => insertSite(trx, site))
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const server = createServer(
    trackingDoor({
      storage,
      log,
      clock: () => Date.parse('2026-06-10T12:00:00Z'),
      trustProxy: 1,
      emailKey: () => Buffer.from('key'),
      follow: {
        checkoutReturn: async () => ({ status: 'pending' }),
        viewsRecorded: async () => undefined,
        identified: async () => undefined,
      },
    }),
  ).listen(0)
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const post = (name: string) =>
    fetch(`http://127.0.0.1:${port}/api/event`, {
      method: 'POST',
      body: JSON.stringify(messageOf({ name, at: 0, path: `/${name}/${'long'.repeat(200)}` })),
      headers: { 'user-agent': browser, 'x-forwarded-for': ada.ip },
    })
  return { storage, post, logged }
}

it.each([
  ['a full disk', fullDisk],
  ['a disk that became read-only', readOnlyDisk()],
])('says 503 while there is %s, tells the log, and goes on by itself afterwards', async (_what, trouble) => {
  const { storage, post, logged } = await door()
  expect((await post('before')).status).toBe(200)
  await trouble.start(storage)
  const statuses: number[] = []
  const acknowledged = [viewIdOf('before')]
  // The pages that the file has already may still have room.
  for (let n = 0; n < 100; n += 1) {
    const response = await post(`${n}`)
    statuses.push(response.status)
    if (response.status === 200) acknowledged.push(viewIdOf(n))
    else {
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    }
  }
  expect(new Set(statuses.slice(-20))).toEqual(new Set([503]))
  expect(logged.join('')).toMatch(trouble.code)
  expect(logged.join('')).toMatch(/takes no messages/)

  await trouble.end(storage)
  expect((await post('after')).status).toBe(200)
  acknowledged.push(viewIdOf('after'))
  const kept = await storage.read.selectFrom('view').select('id').execute()
  expect(kept.map(({ id }) => id).sort()).toEqual(acknowledged.sort())
})
