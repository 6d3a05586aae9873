// Files of exchange rates that the owner puts into the folder `rates` of the data folder: each is taken once, and again when it changes.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Parts } from '../parts.ts'
import { importRates } from './import-rates.ts'
import { keepTaken, takenPrint } from './rate-store.ts'

export async function takeDroppedRates({ storage, config, log }: Parts): Promise<void> {
  const folder = join(config.dataFolder, 'rates')
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(folder).filter((file) => /\.(csv|json)$/i.test(file))) {
    const path = join(folder, name)
    const { mtimeMs, size } = statSync(path)
    const print = `${mtimeMs} ${size}`
    if ((await takenPrint(storage.read, name)) === print) continue
    const imported = await importRates(storage, readFileSync(path, 'utf8'))
    await storage.write((trx) => keepTaken(trx, name, print))
    if (imported.kind === 'refused') log.warn({ file: path, why: imported.why }, 'a file of rates was not understood')
    else log.info({ file: path, ...imported }, 'exchange rates were taken')
  }
}
