// A shop whose data is exported, and what the archive says.
import { putSite, putWorld, site, type World } from '../../reports/testing/world.ts'
import type { Storage } from '../../storage/open.ts'
import { type engines, freshStorage } from '../../storage/testing/databases.ts'
import { exportSite } from '../export-site.ts'
import { bytesOf, unpacked } from './unpacked.ts'

export const NOW = Date.parse('2026-05-01T12:00:00Z')
export const iso = (at: number) => new Date(at).toISOString()

export async function shop(engine: (typeof engines)[number], world: World = { visits: [], payments: [] }) {
  const storage = await freshStorage(engine)
  await putSite(storage)
  await putWorld(storage, world)
  return storage
}

export const archiveOf = async (storage: Storage) => bytesOf((await exportSite(storage.reports, site, NOW)).bytes)
export const filesOf = async (storage: Storage) => await unpacked(await archiveOf(storage))

export const plain = { purpose: null, customer: null, fromBalance: 0, status: 'paid' as const, siteId: site.id }
