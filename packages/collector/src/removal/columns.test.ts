// On SQLite the copy in columns forgets a removed site as well: no byte of it is left in any file, and the other's figures stand.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { overview } from '../reports/overview.ts'
import { summedDimensions } from '../reports/summed-dimensions.ts'
import { madeOrigin, madeScope, madeVisit, putSite, putWorld, site } from '../reports/testing/world.ts'
import { insertSite } from '../sites/store.ts'
import { columnsOf } from '../storage/columns/kept.ts'
import { openStorage } from '../storage/open.ts'
import { AFTERMATH_MS, eraseRemoved } from './erase.ts'
import { removeSite } from './remove-site.ts'

const month = madeScope({ from: '2026-03-27', to: '2026-04-01' })
const [ours, theirs] = ['campaign-of-ours-7f3a9c51e2', 'campaign-of-theirs-b04d6e8812']
const other = 'site_another1'
const now = Date.parse('2026-04-02T00:00:00Z')

const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder)
    .filter((name) => readFileSync(join(folder, name)).includes(text))
    .map((name) => name.replace(/(-wal|\.wal)$/, ''))

it('a removed site leaves no byte in any file, and the reports of the other say what they said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-removed-'))
  const storage = await openStorage(`sqlite:${join(folder, 'farthing.sqlite')}`)
  onTestFinished(async () => {
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await putSite(storage)
  await storage.write((trx) => insertSite(trx, { ...site, id: other, name: 'Other' }))
  await new Promise<void>((onBuilt, onTrouble) => storage.columns?.keep(summedDimensions, { onBuilt, onTrouble }))
  const came = (siteId: string, campaign: string, visitor: number) =>
    madeVisit({
      siteId,
      visitor,
      at: Date.parse('2026-03-28T12:00:00Z') + visitor * 1_000,
      from: madeOrigin({ channel: 'Email', campaign }),
    })
  const visits = [1, 2, 3].flatMap((one) => [came(site.id, ours, one), came(other, theirs, one + 10)])
  await putWorld(storage, { visits, payments: [] })
  expect(await columnsOf(storage.reports)).not.toBeNull()
  const before = await overview(storage.reports, month, { interval: 'day' })
  expect(before.totals.visits).toBe(3)
  expect(new Set(filesWith(folder, theirs))).toEqual(new Set(['farthing.sqlite', 'farthing.columns']))

  await removeSite(storage, other, now)
  expect(await eraseRemoved(storage, now + AFTERMATH_MS, () => true)).toEqual([other])
  expect(await columnsOf(storage.reports)).not.toBeNull()
  expect(await overview(storage.reports, month, { interval: 'day' })).toEqual(before)
  for (const text of [theirs, other])
    await expect.poll(() => filesWith(folder, text), { timeout: 25_000, interval: 500 }).toEqual([])
  expect(new Set(filesWith(folder, ours))).toEqual(new Set(['farthing.sqlite', 'farthing.columns']))
})
