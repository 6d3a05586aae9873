import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { dropVisits } from '../privacy/store.ts'
import { columnsOf } from '../storage/columns/kept.ts'
import { openStorage } from '../storage/open.ts'
import { visitNo } from '../storage/testing/visits.ts'
import { overview } from './overview.ts'
import { summedDimensions } from './summed-dimensions.ts'
import { madeOrigin, madeScope, madeVisit, putSite, putWorld } from './testing/world.ts'

const month = madeScope({ from: '2026-03-27', to: '2026-04-01' })
const [ada, bob] = ['click-of-ada-7f3a9c51e2', 'click-of-bob-b04d6e8812']

/** Every file of the data folder in whose bytes a text stands. */
const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder)
    .filter((name) => readFileSync(join(folder, name)).includes(text))
    .map((name) => name.replace(/(-wal|\.wal)$/, ''))

it('visits that are forgotten leave no byte in any file, the copy in columns among them, and others stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bytes-'))
  const storage = await openStorage(`sqlite:${join(folder, 'farthing.sqlite')}`)
  onTestFinished(async () => {
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await putSite(storage)
  await new Promise<void>((onBuilt, onTrouble) => storage.columns?.keep(summedDimensions, { onBuilt, onTrouble }))
  const clicked = (term: string, visitor: number) =>
    madeVisit({ visitor, at: Date.parse('2026-03-28T12:00:00Z'), from: madeOrigin({ channel: 'Email', term }) })
  await putWorld(storage, { visits: [clicked(ada, 1), clicked(bob, 2)], payments: [] })
  expect(await columnsOf(storage.reports)).not.toBeNull()
  expect(new Set(filesWith(folder, ada))).toEqual(new Set(['farthing.sqlite', 'farthing.columns']))

  await storage.write((trx) => dropVisits(trx, [visitNo(trx, 's_0')]))
  await storage.write(async (trx) => void (await trx.deleteFrom('origin').where('term', '=', ada).execute()))
  await storage.eraseDeleted()
  expect(await columnsOf(storage.reports)).not.toBeNull()
  await expect.poll(() => filesWith(folder, ada), { timeout: 25_000, interval: 500 }).toEqual([])
  expect(new Set(filesWith(folder, bob))).toEqual(new Set(['farthing.sqlite', 'farthing.columns']))
  // And it still answers, and follows.
  await putWorld(storage, { visits: [clicked(bob, 2), clicked(bob, 3)], payments: [] })
  expect(await columnsOf(storage.reports)).not.toBeNull()
  expect((await overview(storage.reports, month, { interval: 'day' })).totals.visits).toBe(2)
})
