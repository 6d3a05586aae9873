import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { forgetSalts, saltOf } from './rotate-salt.ts'
import { findSalt } from './store.ts'

const on = (day: string, siteId = 'site_a') => ({ siteId, day, timeZone: 'UTC' })
const at = (time: string) => Date.parse(time)

describe.each(engines)('salts (%s)', (engine) => {
  it('are made once for a site and a day, however many nodes ask', async () => {
    const storage = await freshStorage(engine)
    let made = 0
    const ask = () => storage.write((trx) => saltOf(trx, on('2026-06-10'), () => `salt ${++made}`))
    const answers = await Promise.all(Array.from({ length: 8 }, ask))
    expect(new Set(answers).size).toBe(1)
    expect(await storage.read.selectFrom('salt').selectAll().execute()).toHaveLength(1)
  })

  it('differ from site to site and from day to day', async () => {
    const storage = await freshStorage(engine)
    let made = 0
    const days = [on('2026-06-10'), on('2026-06-11'), on('2026-06-10', 'site_b')]
    const salts = await storage.write(async (trx) => {
      const all: string[] = []
      for (const day of days) all.push(await saltOf(trx, day, () => `salt ${++made}`))
      return all
    })
    expect(new Set(salts).size).toBe(3)
  })

  it('are forgotten six hours after their day, and not before', async () => {
    const storage = await freshStorage(engine)
    await storage.write((trx) => saltOf(trx, on('2026-06-10'), () => 'yesterday'))
    await storage.write((trx) => saltOf(trx, on('2026-06-11'), () => 'today'))
    expect(await forgetSalts(storage, at('2026-06-11T05:59:59Z'))).toBe(0)
    expect(await findSalt(storage.read, 'site_a', '2026-06-10')).toBe('yesterday')
    expect(await forgetSalts(storage, at('2026-06-11T06:00:00Z'))).toBe(1)
    expect(await findSalt(storage.read, 'site_a', '2026-06-10')).toBeNull()
    expect(await findSalt(storage.read, 'site_a', '2026-06-11')).toBe('today')
  })
})

it('leaves nothing of a forgotten salt in the files of SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-salt-'))
  const inFiles = (text: string) =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text)).length
  const storage = await openStorage(`sqlite:${join(folder, 'farthing.sqlite')}`)
  try {
    await storage.write((trx) => saltOf(trx, on('2026-06-10'), () => 'a-salt-that-must-go'))
    expect(inFiles('a-salt-that-must-go')).toBeGreaterThan(0)
    await forgetSalts(storage, at('2026-06-11T06:00:00Z'))
    expect(inFiles('a-salt-that-must-go')).toBe(0)
  } finally {
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
