// `npm run bench NAME`: runs one bench; what follows the name is its own.
import { parseArgs } from 'node:util'
import { backfill } from './backfill.ts'
import { dashboard } from './dashboard.ts'
import type { Bench } from './figures.ts'
import { printFigures } from './figures.ts'
import { ingest } from './ingest.ts'
import { kill } from './kill.ts'
import { reports } from './reports.ts'
import { sdk } from './sdk.ts'
import { soak } from './soak.ts'
import { webhooks } from './webhooks.ts'

const benches: Record<string, Bench> = { backfill, dashboard, ingest, kill, reports, webhooks, sdk, soak }

const [name = '', ...rest] = process.argv.slice(2).filter((word) => word !== '--')
const bench = benches[name]
if (bench) {
  const { values } = parseArgs({ args: rest, options: bench.options })
  printFigures(name, await bench.run(numbersIn(bench, values)))
} else {
  console.error(`Say which bench: ${Object.keys(benches).join(', ')}.`)
  process.exitCode = 1
}

function numbersIn({ options }: Bench, values: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(options).map(([option, { default: usual }]) => {
      const value = Number(values[option] ?? usual)
      if (!Number.isInteger(value) || value < 0) throw new Error(`--${option} is a whole number.`)
      return [option, value]
    }),
  )
}
