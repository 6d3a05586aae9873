// `farthing demo` as a newcomer meets it: filled once, true to the cent, and gone without a trace.
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../cli.ts'
import { keepDemo } from '../demo/store.ts'
import { openStorage, type Storage } from '../storage/open.ts'
import { engines, freshDatabase } from '../storage/testing/databases.ts'

async function installation(engine: (typeof engines)[number]) {
  const { url, remove } = await freshDatabase(engine)
  const storage = await openStorage(url)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await storage.close()
    await remove()
  })
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('FARTHING_SECRET', 'the secret of the tests')
  vi.stubEnv('LOG_LEVEL', 'warn')
  const farthing = async (...args: string[]) => {
    const lines: string[] = []
    const say = (line: string) => lines.push(line)
    const code = await runCli(args, { out: say, error: say, input: async () => '' })
    return { code, said: lines.join('\n') }
  }
  const json = async (...args: string[]) => {
    const { code, said } = await farthing(...args, '--json')
    expect(code, said).toBe(0)
    return JSON.parse(said)
  }
  return { storage, farthing, json }
}

async function rowsIn(storage: Storage): Promise<Record<string, number>> {
  const tables = await storage.read.introspection.getTables()
  const counts: Record<string, number> = {}
  for (const { name, isView } of tables) {
    // What the copy of the reports is told passes by itself, within minutes.
    if (isView || name === 'report_change') continue
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(storage.read)
    counts[name] = Number(rows[0]?.n)
  }
  return counts
}

describe.each(engines)('farthing demo (%s)', { timeout: 120_000 }, (engine) => {
  it('fills a site through the real doors, and the ledger comes to what the sandbox took', async () => {
    const { storage, farthing, json } = await installation(engine)
    const own = await json('site', 'add', '--host', 'shop.example')
    expect((await farthing('demo', '--remove')).said).toBe('There is no demo here.')
    const before = await rowsIn(storage)

    const demo = await json('demo', '--visits', '4', '--days', '12')
    const totals = await json('report', 'totals', '--site', demo.siteId, '--mode', 'test')
    const sums = Object.entries(totals.currencies).map(([currency, sum]) => {
      const { payments, gross, refunds, disputes } = sum as Record<string, number>
      return [currency, { payments, gross, refunds, disputes }]
    })
    expect(demo).toMatchObject({ made: true, state: 'full', taken: Object.fromEntries(sums) })
    expect(demo.taken.eur.payments).toBeGreaterThan(10)
    expect(totals.unattributed).toBeLessThan(demo.taken.eur.payments)
    const { currencies } = await json('report', 'totals', '--site', own.id, '--mode', 'test')
    expect(currencies).toEqual({})

    const filled = await rowsIn(storage)
    expect(filled).toMatchObject({ view_row: demo.views, site: 2 })
    expect(await json('demo', '--visits', '4', '--days', '12')).toMatchObject({
      siteId: demo.siteId,
      made: false,
      taken: demo.taken,
    })
    expect(await rowsIn(storage)).toEqual(filled)

    expect(await json('demo', '--remove')).toEqual({ removed: demo.siteId })
    // The number that stood for the site is never given to another; what another collector may leave behind is looked for a while.
    expect(await rowsIn(storage)).toEqual({ ...before, tracked_site: 1, removed_site: 1 })
  })

  it('makes anew what was begun and not finished', async () => {
    const { storage, json } = await installation(engine)
    const half = await json('demo', '--visits', '1', '--days', '3')
    await storage.write((trx) => keepDemo(trx, { ...half, state: 'filling' }))
    const whole = await json('demo', '--visits', '1', '--days', '3')
    expect(whole).toMatchObject({ made: true, taken: half.taken })
    expect(whole.siteId).not.toBe(half.siteId)
    expect((await json('site', 'list')).sites).toHaveLength(1)
  })
})

it('refuses what is no number', async () => {
  const { farthing } = await installation('sqlite')
  expect(await farthing('demo', '--visits', 'many')).toEqual({
    code: 1,
    said: '--visits is a whole number from 1 to 100000, not "many".',
  })
})
