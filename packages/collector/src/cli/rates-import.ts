// `farthing rates import`: exchange rates of the day, from a file that the owner has.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { attributeDue } from '../attribution/attribute-due.ts'
import { importRates } from '../attribution/import-rates.ts'
import { Refusal } from '../errors.ts'
import { fileFrom, type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

export function ratesImport(rates: Command, terminal: Terminal, { withStorage }: Workplace): void {
  rates
    .command('import <file>')
    .description("take exchange rates from a CSV or JSON file, as the European Central Bank's eurofxref-hist.csv")
    .option('--json', 'print JSON')
    .action(async (file: string, printed: Printed) => {
      const text = readFileSync(fileFrom(terminal, file), 'utf8')
      const done = await withStorage(async (storage) => {
        const imported = await importRates(storage, text)
        if (imported.kind === 'imported') await attributeDue(storage, Date.now)
        return imported
      })
      if (done.kind === 'refused') throw new Refusal('invalid_body', `${file} was not understood: ${done.why}.`)
      const { days, from, to, currencies, payments } = done
      print(terminal, printed, { days, from, to, currencies, payments }, [
        `${days} days, ${from} to ${to}, ${currencies} currencies.`,
        payments === 0 ? 'No payment was waiting for a rate.' : `${payments} payments had waited for a rate.`,
      ])
    })
}
