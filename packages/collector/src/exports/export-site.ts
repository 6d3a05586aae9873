// Everything of a site as one archive of tables, read and packed while it is taken.
import type { Readable } from 'node:stream'
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import { dayOf } from '../sites/site.ts'
import { findSite } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { moneyTables } from './money-tables.ts'
import { otherTables } from './other-tables.ts'
import { readme } from './readme.ts'
import { type ExportTable, type Extent, textOf } from './table.ts'
import { viewTables } from './view-tables.ts'
import { viewNumbers } from './views-store.ts'
import { type ZippedFile, zipped } from './zip.ts'

export const exportTables: readonly ExportTable[] = [...viewTables, ...moneyTables, ...otherTables]

export interface Progress {
  file: string
  /** Of this file, so far. */
  rows: number
  /** Of all tables, from 0 to 1. */
  share: number
}

export interface SiteArchive {
  bytes: Readable
  /** By file, once all was read. */
  rows: Record<string, number>
}

/** `tell` hears how far it is between two questions to the database; what it throws ends the work. */
export async function exportSite(
  db: Db,
  site: SiteRecord,
  now: number,
  tell: (progress: Progress) => void = () => {},
): Promise<SiteArchive> {
  const extent: Extent = { siteId: site.id, until: now, ...(await viewNumbers(db)) }
  const rows: Record<string, number> = {}
  const files = exportTables.map((table, index): ZippedFile => {
    const hear = (count: number, share: number) => {
      rows[table.file] = count
      tell({ file: table.file, rows: count, share: (index + share) / exportTables.length })
    }
    return { name: table.file, bytes: ofThere(db, site.id, textOf(table, { db, extent, tell: hear })) }
  })
  const about = { name: 'README.txt', bytes: once(readme(site, now, exportTables)) }
  return { bytes: zipped([about, ...files], new Date(now)), rows }
}

/** What is left of a site that is removed meanwhile is not all of it. */
async function* ofThere(db: Db, siteId: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* bytes
  if (!(await findSite(db, siteId))) throw new Refusal('unknown_site', 'The site was removed while it was exported.')
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

/** What a saved copy is called: `farthing-shop.example-2026-11-21.zip`. */
export const archiveName = (site: SiteRecord, now: number): string =>
  `farthing-${(site.hosts[0] ?? site.id).replace(/[^\w.-]+/g, '_')}-${dayOf(now, site.timeZone)}.zip`
