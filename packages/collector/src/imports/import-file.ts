// Imports one file, once: its days in place of what was imported of them before, and never a day that Farthing measured itself.
import { createHash } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import type { DayCount, ReadFile } from './day-count.ts'
import { readGa4 } from './ga4.ts'
import type { NamedText } from './open-files.ts'
import { readPlausible } from './plausible.ts'
import { insertImportedFile, isImported, measuredDays, replaceDay } from './store.ts'
import { readUmami } from './umami.ts'

export const tools = ['plausible', 'umami', 'ga4'] as const
export type Tool = (typeof tools)[number]

export type Imported =
  | { file: string; state: 'imported'; lines: number; days: number; measuredDays: number }
  | { file: string; state: 'known' }
  | { file: string; state: 'skipped'; why: string }

export interface ImportTask {
  site: SiteRecord
  tool: Tool
  file: NamedText
  now: number
}

/** Few enough that a running collector's views do not wait for them. */
const DAYS_AT_ONCE = 25

const readers: Readonly<Record<Tool, (name: string, text: string, site: SiteRecord) => ReadFile>> = {
  plausible: readPlausible,
  umami: readUmami,
  ga4: readGa4,
}

/** The file is said to be imported only after its last day, so that one which was interrupted is imported again. `tell` hears the share that is done. */
export async function importFile(
  storage: Storage,
  { site, tool, file, now }: ImportTask,
  tell: (share: number) => void,
): Promise<Imported> {
  const contentHash = createHash('sha256').update(`${tool}\0${file.text}`).digest('base64url')
  if (await isImported(storage.read, site.id, contentHash)) return { file: file.name, state: 'known' }
  const read = readers[tool](file.name, file.text, site)
  if (read.kind === 'skipped') return { file: file.name, state: 'skipped', why: read.why }
  if (read.kind === 'refused') throw new Refusal('invalid_body', `${file.name}, line ${read.line}: ${read.why}.`)
  const groups = byDay(read.counts)
  const days = [...new Set(read.counts.map(({ day }) => day))].sort()
  const measured = await measuredDays(storage.read, site.id, days[0] ?? '', days.at(-1) ?? '')
  for (let from = 0; from < groups.length; from += DAYS_AT_ONCE) {
    await storage.write(async (trx) => {
      for (const [first, counts] of groups.slice(from, from + DAYS_AT_ONCE))
        if (!measured.has(first.day)) await replaceDay(trx, site.id, first.dimension, first.day, counts)
    })
    tell(Math.min(1, (from + DAYS_AT_ONCE) / groups.length))
  }
  const { lines } = read
  await storage.write((trx) =>
    insertImportedFile(trx, {
      site_id: site.id,
      content_hash: contentHash,
      tool,
      file: file.name,
      lines,
      imported_at: now,
    }),
  )
  const kept = days.filter((day) => !measured.has(day)).length
  return { file: file.name, state: 'imported', lines, days: kept, measuredDays: days.length - kept }
}

function byDay(counts: readonly DayCount[]): [DayCount, DayCount[]][] {
  const groups = new Map<string, [DayCount, DayCount[]]>()
  for (const count of counts) {
    const key = `${count.day} ${count.dimension}`
    const group = groups.get(key)
    if (group) group[1].push(count)
    else groups.set(key, [count, [count]])
  }
  return [...groups.values()]
}
