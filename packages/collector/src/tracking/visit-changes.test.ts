import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptSalts } from '../identity/salts.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { recordViews } from './record-view.ts'
import { ada, countingSalts, messageOf, site } from './testing/visits.ts'
import { type VisitChange, visitChanges } from './visit-changes.ts'

const MINUTE = 60_000
const noon = Date.parse('2026-06-10T12:00:00Z')

const someViews = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 9 }).map((steps) => steps * 14 * MINUTE),
    path: fc.constantFrom('/', '/a', '/?utm_campaign=x', '/?utm_campaign=y'),
    /** In which of a few batches it comes. */
    batch: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 10 },
)

type Summary = Map<string, { views: number; day: string; entry: string; exit: string }>

/** As a summary of visits is kept: what was is taken away, and must be what was added; what is now is added. */
function keepUp(summary: Summary, changes: readonly VisitChange[]): void {
  for (const { before } of changes) {
    if (!before) continue
    expect(summary.get(before.id)).toEqual(toldOf(before))
    summary.delete(before.id)
  }
  for (const { after } of changes) if (after) summary.set(after.id, toldOf(after))
}

const toldOf = ({ visit }: NonNullable<VisitChange['after']>) => ({
  views: visit.views,
  day: visit.day,
  entry: visit.entryPage,
  exit: visit.exitPage,
})

async function stored(storage: Storage): Promise<Summary> {
  const rows = await storage.read.selectFrom('visit').selectAll().execute()
  return new Map(
    rows.map((row) => [row.id, { views: row.views, day: row.day, entry: row.entry_page, exit: row.exit_page }]),
  )
}

describe.each(engines)('the changes of visits (%s)', (engine) => {
  it('add up to the visits, whatever came late', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await fc.assert(
      fc.asyncProperty(someViews, async (views) => {
        await storage.write(async (trx) => {
          for (const table of ['visit_row', 'view_row', 'salt'] as const) await trx.deleteFrom(table).execute()
        })
        const salts = keptSalts(countingSalts())
        const summary: Summary = new Map()
        const now = noon + 180 * MINUTE
        for (const batch of [0, 1, 2, 3]) {
          const sent = [...views.entries()].filter(([, view]) => view.batch === batch)
          const received = sent.map(([name, { at, path }]) => ({
            message: { ...messageOf({ name, at: 0, path }), age: now - noon - at },
            site,
            browser: ada,
            now,
          }))
          const changes = visitChanges()
          await storage.write((trx) => recordViews(trx, received, salts, changes))
          keepUp(summary, changes.all())
        }
        expect(summary).toEqual(await stored(storage))
      }),
      { numRuns: engine === 'sqlite' ? 60 : 20 },
    )
  })
})
