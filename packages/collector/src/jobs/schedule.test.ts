import pino from 'pino'
import { describe, expect, it, vi } from 'vitest'
import { readConfig } from '../config.ts'
import type { Parts } from '../parts.ts'
import { openKeys } from '../storage/keys.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { startJobs } from './schedule.ts'

const secret = 'the secret of the tests'

async function parts(engine: (typeof engines)[number]) {
  const storage = await freshStorage(engine)
  const logged: string[] = []
  const made: Parts = {
    storage,
    keys: await openKeys(storage, secret),
    clock: () => 1_000,
    config: readConfig({ FARTHING_SECRET: secret }),
    log: pino({}, { write: (line: string) => void logged.push(line) }),
  }
  vi.spyOn(made.log, 'debug')
  return { made, logged }
}

/** The last of the jobs says it to the log. */
async function oneRound(made: Parts): Promise<void> {
  const jobs = startJobs(made)
  await vi.waitFor(() => expect(made.log.debug).toHaveBeenCalledWith('each job had its turn'), { timeout: 10_000 })
  await jobs.stop()
}

const anyLogin = { id: 'login_1', member_id: 'm', browser: 'Firefox', created_at: 0, last_seen_at: 0 }

describe.each(engines)('jobs (%s)', (engine) => {
  it('forget at the start what is over: salts and logins', async () => {
    const { made, logged } = await parts(engine)
    const { storage } = made
    await storage.write(async (trx) => {
      for (const at of [1_000, 1_001]) {
        await trx
          .insertInto('salt')
          .values({ site_id: 'site', day: `${at}`, salt: 'x', delete_at: at })
          .execute()
        const login = { ...anyLogin, token_hash: `${at}`, expires_at: at }
        await trx.insertInto('login').values(login).execute()
      }
    })
    await oneRound(made)
    expect(await storage.read.selectFrom('salt').select('day').execute()).toEqual([{ day: '1001' }])
    expect(await storage.read.selectFrom('login').select('token_hash').execute()).toEqual([{ token_hash: '1001' }])
    expect(logged).toEqual([])
  })

  it('go on when one of them fails, and say so', async () => {
    const { made, logged } = await parts(engine)
    vi.spyOn(made.storage, 'eraseDeleted').mockRejectedValueOnce(new Error('no disk'))
    const login = { ...anyLogin, token_hash: 'old', expires_at: 1 }
    await made.storage.write((trx) => trx.insertInto('login').values(login).execute())
    await oneRound(made)
    expect(logged.join('')).toMatch(/"job":"forget old salts".*no disk|no disk.*"job":"forget old salts"/)
    expect(await made.storage.read.selectFrom('login').select('token_hash').execute()).toEqual([])
  })

  it('end with the one that is being done, and are no trouble then', async () => {
    const { made, logged } = await parts(engine)
    const { storage } = made
    await storage.write(async (trx) => {
      await trx.insertInto('salt').values({ site_id: 'site', day: '1', salt: 'x', delete_at: 1 }).execute()
      await trx
        .insertInto('login')
        .values({ ...anyLogin, token_hash: 'old', expires_at: 1 })
        .execute()
    })
    const closed = Promise.withResolvers<void>()
    const erasing = vi.spyOn(storage, 'eraseDeleted').mockReturnValueOnce(closed.promise)
    const jobs = startJobs(made)
    await vi.waitFor(() => expect(erasing).toHaveBeenCalled())
    const stopped = jobs.stop()
    closed.reject(new Error('The database was closed.'))
    await stopped
    expect(await storage.read.selectFrom('login').select('token_hash').execute()).toEqual([{ token_hash: 'old' }])
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 30, job: 'forget old salts' }),
    ])
  })
})
