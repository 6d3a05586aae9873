// Puts a file's advertising costs in place of what was told before of the same days and campaigns.
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import type { NamedFile } from './open-files.ts'
import { readCosts } from './read-costs.ts'
import { replaceCosts } from './store.ts'

/** Few enough that a running collector's views do not wait for them. */
const ROWS_AT_ONCE = 500

export interface ImportedCosts {
  file: string
  /** Of a day and a campaign. */
  costs: number
}

export async function importCosts(storage: Storage, site: SiteRecord, file: NamedFile): Promise<ImportedCosts> {
  const read = await readCosts(file.open(), site.currency)
  if (read.kind === 'refused') throw new Refusal('invalid_body', `${file.name}, line ${read.line}: ${read.why}.`)
  const { costs } = read
  for (let from = 0; from < costs.length; from += ROWS_AT_ONCE)
    await storage.write((trx) => replaceCosts(trx, site.id, costs.slice(from, from + ROWS_AT_ONCE)))
  return { file: file.name, costs: costs.length }
}
