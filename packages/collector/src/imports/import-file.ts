// Imports one file, once: its days in place of what was imported of them before, and never a day that Farthing measured itself.
import { createHash } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import { openSorter, type Sorter } from '../storage/sorter.ts'
import type { ReadFile } from './day-count.ts'
import { readGa4 } from './ga4.ts'
import type { NamedFile, Tell } from './open-files.ts'
import { readPlausible } from './plausible.ts'
import { insertImportedFile, isImported } from './store.ts'
import { readUmami } from './umami.ts'
import { writeDays } from './write-days.ts'

export const tools = ['plausible', 'umami', 'ga4'] as const
export type Tool = (typeof tools)[number]

export type Imported =
  | { file: string; state: 'imported'; lines: number; days: number; measuredDays: number }
  | { file: string; state: 'known' }
  | { file: string; state: 'skipped'; why: string }

export interface ImportTask {
  site: SiteRecord
  tool: Tool
  file: NamedFile
  now: number
}

type Read = (
  file: NamedFile,
  tell: Tell,
  site: SiteRecord,
  work: (read: ReadFile) => Promise<Imported>,
) => Promise<Imported>

/** What was read lies in a file that is gone afterwards. */
const sorting =
  <About>(read: (file: NamedFile, sorter: Sorter<About>, tell: Tell, site: SiteRecord) => Promise<ReadFile>): Read =>
  async (file, tell, site, work) => {
    const sorter = openSorter<About>()
    try {
      return await work(await read(file, sorter, tell, site))
    } finally {
      sorter.close()
    }
  }

const readers: Readonly<Record<Tool, Read>> = {
  plausible: sorting(readPlausible),
  umami: sorting(readUmami),
  ga4: sorting(readGa4),
}

/**
 * The file is said to be imported only after its last day, so that one which was interrupted is imported again. `tell` hears the
 * share that is done: half of it is reading.
 */
export async function importFile(storage: Storage, task: ImportTask, tell: Tell): Promise<Imported> {
  const { site, tool, file } = task
  const contentHash = await hashOf(task)
  if (await isImported(storage.read, site.id, contentHash)) return { file: file.name, state: 'known' }
  return await readers[tool](
    file,
    (share) => tell(share / 2),
    site,
    async (read) => {
      if (read.kind === 'skipped') return { file: file.name, state: 'skipped', why: read.why }
      if (read.kind === 'refused') throw new Refusal('invalid_body', `${file.name}, line ${read.line}: ${read.why}.`)
      const written = await writeDays(storage, site.id, read.days, (share) => tell((1 + share) / 2))
      await noteImported(storage, task, contentHash, read.lines)
      return { file: file.name, state: 'imported', lines: read.lines, ...written }
    },
  )
}

async function hashOf({ tool, file }: ImportTask): Promise<string> {
  const hash = createHash('sha256').update(`${tool}\0`)
  for await (const chunk of file.open()) hash.update(chunk)
  return hash.digest('base64url')
}

const noteImported = (storage: Storage, { site, tool, file, now }: ImportTask, contentHash: string, lines: number) =>
  storage.write((trx) =>
    insertImportedFile(trx, {
      site_id: site.id,
      content_hash: contentHash,
      tool,
      file: file.name,
      lines,
      imported_at: now,
    }),
  )
