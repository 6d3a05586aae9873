import { breakdownSchema } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgetOldViews } from '../privacy/forget-views.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { visitNo } from '../storage/testing/visits.ts'
import { breakdown } from './breakdown.ts'
import { overview } from './overview.ts'
import { summariseDays } from './summarise.ts'
import { wholeDays } from './summary.ts'
import { aWorld, madeScope, madeVisit, putSite, putWorld } from './testing/world.ts'

const range = { from: '2026-03-27', to: '2026-04-01' }
const scope = madeScope(range)
/** A morning on which the 31st is not over for everybody yet: visits may still go on. */
const early = Date.parse('2026-04-01T04:59:00Z')
const later = Date.parse('2026-04-01T05:01:00Z')

async function everyReport({ read }: Storage) {
  const asked = [scope, madeScope({ ...range, goal: { kind: 'event', name: 'Signup' } })]
  const days = [madeScope({ from: '2026-03-28', to: '2026-03-30' })]
  return {
    overviews: await Promise.all([...asked, ...days].map((one) => overview(read, one, { interval: 'day' }))),
    weeks: await overview(read, scope, { interval: 'week' }),
    hours: await overview(read, scope, { interval: 'hour' }),
    breakdowns: await Promise.all(breakdownSchema.options.map((by) => breakdown(read, scope, by))),
  }
}

describe.each(engines)('summed up days (%s)', (engine) => {
  it('change no report', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await putWorld(storage, world)
        await storage.write((trx) => trx.deleteFrom('summary_day').execute())
        const counted = await everyReport(storage)
        await summariseDays(storage, later)
        const days = new Set(counted.overviews[0]?.series.filter(({ visits }) => visits > 0).map(({ start }) => start))
        days.delete('2026-04-01')
        expect(await wholeDays(storage.read, scope)).toEqual(days)
        expect(await everyReport(storage)).toEqual(counted)
      }),
      { numRuns: engine === 'sqlite' ? 25 : 8 },
    )
  })

  it('are those whose last visit cannot go on any more', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const at = Date.parse('2026-03-31T12:00:00Z')
    await putWorld(storage, { visits: [madeVisit({ at }), madeVisit({ at: at - 86_400_000 })], payments: [] })
    await summariseDays(storage, early)
    expect(await wholeDays(storage.read, scope)).toEqual(new Set(['2026-03-30']))
    await summariseDays(storage, later)
    expect(await wholeDays(storage.read, scope)).toEqual(new Set(['2026-03-30', '2026-03-31']))
    expect(await summariseDays(storage, later)).toBe(0)
  })

  const changes: [string, (trx: Db) => Promise<unknown>][] = [
    ['goes', (trx) => trx.deleteFrom('visit_row').where('no', '=', visitNo(trx, 's_1')).execute()],
    [
      'goes on',
      (trx) => trx.updateTable('visit_row').set({ views: 9 }).where('no', '=', visitNo(trx, 's_1')).execute(),
    ],
  ]
  it.each(changes)('are counted again when a visit %s', async (_, change) => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const at = Date.parse('2026-03-28T12:00:00Z')
    await putWorld(storage, { visits: [madeVisit({ at }), madeVisit({ at, visitor: 2 })], payments: [] })
    await summariseDays(storage, later)
    await storage.write(change)
    expect(await wholeDays(storage.read, scope)).toEqual(new Set())
    const counted = await everyReport(storage)
    expect(await summariseDays(storage, later)).toBe(1)
    expect(await wholeDays(storage.read, scope)).toEqual(new Set(['2026-03-28']))
    expect(await everyReport(storage)).toEqual(counted)
  })

  it('are counted once when several collectors do it at a time', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const at = Date.parse('2026-03-28T12:00:00Z')
    await putWorld(storage, { visits: [madeVisit({ at })], payments: [] })
    await Promise.all([1, 2, 3].map(() => summariseDays(storage, later)))
    const rows = await storage.read.selectFrom('summary').selectAll().where('dimension', '=', 'all').execute()
    expect(rows).toMatchObject([{ day: '2026-03-28', visits: 1, visitors: 1, views: 1, bounces: 1 }])
  })

  it('are gone with the visits that the site keeps no longer', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const at = Date.parse('2026-03-28T12:00:00Z')
    await putWorld(storage, { visits: [madeVisit({ at }), madeVisit({ at: at + 2 * 86_400_000 })], payments: [] })
    await summariseDays(storage, later)
    const days = () => storage.read.selectFrom('summary').select('day').distinct().orderBy('day').execute()
    expect(await days()).toEqual([{ day: '2026-03-28' }, { day: '2026-03-30' }])
    await storage.write((trx) => trx.updateTable('site').set({ retention_days: 3 }).execute())
    expect(await forgetOldViews(storage, later)).toBe(1)
    await summariseDays(storage, later)
    expect(await days()).toEqual([{ day: '2026-03-30' }])
    expect((await overview(storage.read, scope, { interval: 'day' })).totals).toMatchObject({ visits: 1 })
  })
})
