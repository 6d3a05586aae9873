import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dropVisits } from '../privacy/store.ts'
import { columnsOf, forgetChanges } from '../storage/columns/kept.ts'
import { openStorage, type Storage } from '../storage/open.ts'
import { visitNo } from '../storage/testing/visits.ts'
import { breakdown } from './breakdown.ts'
import { overview } from './overview.ts'
import type { Scope } from './scope.ts'
import { splitTest } from './split-tests.ts'
import { summedDimensions } from './summed-dimensions.ts'
import { aScope, everyDimension } from './testing/scopes.ts'
import { aWorld, madeScope, madeVisit, putSite, putWorld } from './testing/world.ts'

const month = madeScope({ from: '2026-03-27', to: '2026-04-01' })

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'farthing-columns-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const opened = (made: string) => openStorage(`sqlite:${join(made, 'farthing.sqlite')}`)

/** Until the copy answers. */
async function keepColumns({ columns, reports }: Storage): Promise<void> {
  await new Promise<void>((onBuilt, onTrouble) => columns?.keep(summedDimensions, { onBuilt, onTrouble }))
  expect(await columnsOf(reports)).not.toBeNull()
}

async function shop(made = folder()): Promise<Storage> {
  const storage = await opened(made)
  onTestFinished(() => storage.close())
  await putSite(storage)
  await keepColumns(storage)
  return storage
}

/** So many visitors more who did the same. */
const multiplyVisits = (storage: Storage, times: number) =>
  storage.write((trx) =>
    sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${times})
      insert into visit_row (no, site, visitor_id, day, started_at, lasted, views, entry_page, exit_page, origin, browser)
      select no + n.i, site, visitor_id || n.i, day, started_at, lasted, views, entry_page, exit_page, origin, browser from visit_row, n`.execute(
      trx,
    ),
  )

/** Keeps SQLite busy for some seconds. */
const countFor = (storage: Storage) =>
  sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 9000000) select count(*) from n`.execute(
    storage.reports,
  )

const everyReport = async (db: Storage['read'], scope: Scope) => ({
  overviews: await inTurn(['hour', 'day', 'week', 'month'] as const, (interval) => overview(db, scope, { interval })),
  breakdowns: await inTurn(everyDimension, (by) => breakdown(db, scope, by)),
  sides: await splitTest(db, scope, 'price', scope),
})

async function inTurn<Value, Answer>(values: readonly Value[], ask: (value: Value) => Promise<Answer>) {
  const answers: Answer[] = []
  for (const value of values) answers.push(await ask(value))
  return answers
}

/** What the copy says is what the rows say. */
async function expectTheSame(storage: Storage, scope: Scope): Promise<void> {
  expect(await columnsOf(storage.reports)).not.toBeNull()
  expect(await everyReport(storage.reports, scope)).toEqual(await everyReport(storage.read, scope))
}

const aVisit = (said: Parameters<typeof madeVisit>[0]) => madeVisit({ at: Date.parse('2026-03-28T12:00:00Z'), ...said })
describe('the copy in columns', () => {
  it('tells what the rows tell, whatever changed since it was made', { timeout: 120_000 }, async () => {
    const storage = await shop()
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        await expectTheSame(storage, scope)
        await expectTheSame(storage, { ...scope, filters: [] })
      }),
      { numRuns: 25 },
    )
  })

  it('tells the same when it is built again', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aWorld, { minLength: 1, maxLength: 3 }), aScope, async (worlds, scope) => {
        const made = folder()
        const first = await opened(made)
        await putSite(first)
        await keepColumns(first)
        for (const world of worlds) {
          await putWorld(first, world)
          await columnsOf(first.reports)
        }
        const followed = await everyReport(first.reports, scope)
        await first.close()
        rmSync(join(made, 'farthing.columns'))
        const second = await opened(made)
        await keepColumns(second)
        expect(await everyReport(second.reports, scope)).toEqual(followed)
        await second.close()
      }),
      { numRuns: 5 },
    )
  })

  it('follows what changed while nobody kept it', async () => {
    const made = folder()
    const first = await opened(made)
    await putSite(first)
    await keepColumns(first)
    await putWorld(first, { visits: [aVisit({})], payments: [] })
    await columnsOf(first.reports)
    await first.close()
    const second = await opened(made)
    onTestFinished(() => second.close())
    await putWorld(second, { visits: [aVisit({ pages: ['/b'] }), aVisit({ visitor: 2 })], payments: [] })
    await keepColumns(second)
    await expectTheSame(second, month)
  })

  it('is made anew when it is not of these rows', async () => {
    const made = folder()
    const storage = await shop(made)
    await putWorld(storage, { visits: [aVisit({}), aVisit({ visitor: 2 })], payments: [] })
    await columnsOf(storage.reports)
    const second = await storage.write(async (trx) => visitNo(trx, 's_1'))
    await storage.close()
    // As a backup of another time has it.
    const restored = await opened(made)
    onTestFinished(() => restored.close())
    await restored.write(async (trx) => {
      await trx.deleteFrom('visit_row').where('no', '=', second).execute()
      await trx.deleteFrom('report_change').execute()
      await trx
        .updateTable('counter')
        .set({ last: second - 1 })
        .where('name', '=', 'copied')
        .execute()
    })
    await keepColumns(restored)
    await expectTheSame(restored, month)
  })

  it('forgets the visits that are forgotten', async () => {
    const storage = await shop()
    await putWorld(storage, { visits: [aVisit({}), aVisit({ visitor: 2 })], payments: [] })
    await columnsOf(storage.reports)
    await storage.write((trx) => dropVisits(trx, [visitNo(trx, 's_0'), visitNo(trx, 's_1')]))
    await expectTheSame(storage, month)
    const columns = await columnsOf(storage.reports)
    if (!columns) throw new Error('the copy does not answer')
    for (const table of ['visit', 'view', 'paid.view'])
      expect((await sql.raw(`select count(*) as count from ${table}`).execute(columns)).rows).toEqual([{ count: 0 }])
  })

  it('needs no note of what it has followed', async () => {
    const storage = await shop()
    await putWorld(storage, { visits: [aVisit({}), aVisit({ visitor: 2 })], payments: [] })
    await columnsOf(storage.reports)
    expect(await storage.read.selectFrom('report_change').selectAll().execute()).toEqual([])
    await storage.write((trx) => dropVisits(trx, [visitNo(trx, 's_0')]))
    await columnsOf(storage.reports)
    await forgetChanges(storage.write, (await storage.columns?.followed()) ?? null)
    expect(await storage.read.selectFrom('report_change').selectAll().execute()).toHaveLength(1)
    await putWorld(storage, { visits: [aVisit({ pages: ['/b'] })], payments: [] })
    await expectTheSame(storage, month)
  })

  it.each(['at work on the rows', 'at work on the copy alone'])(
    'is closed in the middle of its building, %s, and goes on there',
    async (at) => {
      const made = folder()
      const storage = await opened(made)
      await putSite(storage)
      await putWorld(storage, { visits: [aVisit({})], payments: [] })
      await multiplyVisits(storage, 100_000)
      storage.columns?.keep(summedDimensions, { onBuilt: () => undefined, onTrouble: () => undefined })
      expect(await storage.columns?.followed()).not.toBeNull()
      const asked =
        at === 'at work on the rows' ? expect(countFor(storage)).rejects.toThrow('The database was closed.') : null
      await storage.close()
      await asked
      await expect(storage.columns?.followed()).rejects.toThrow('The database was closed.')
      const again = await opened(made)
      onTestFinished(() => again.close())
      await keepColumns(again)
      expect((await overview(again.reports, month, { interval: 'day' })).totals.visits).toBe(100_001)
    },
  )

  it('is not needed: where it cannot be kept, the rows answer', async () => {
    const made = folder()
    mkdirSync(join(made, 'farthing.columns'))
    const storage = await opened(made)
    onTestFinished(() => storage.close())
    await putSite(storage)
    await putWorld(storage, { visits: [aVisit({})], payments: [] })
    const trouble = await new Promise((onTrouble, onBuilt) =>
      storage.columns?.keep(summedDimensions, { onBuilt, onTrouble }),
    )
    expect(trouble).toBeInstanceOf(Error)
    expect(await columnsOf(storage.reports)).toBeNull()
    expect((await overview(storage.reports, month, { interval: 'day' })).totals.visits).toBe(1)
  })
})
